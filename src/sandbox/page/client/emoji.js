/** The emoji that people and apps commonly use in Slack, by shortcode. Unknown ones stay as they were written. */
/** @type {Record<string, string>} */
const byName = Object.fromEntries(
  `+1 👍,thumbsup 👍,-1 👎,thumbsdown 👎,wave 👋,clap 👏,pray 🙏,muscle 💪,raised_hands 🙌,ok_hand 👌,point_right 👉,
point_up ☝️,eyes 👀,smile 😄,grinning 😀,blush 😊,slightly_smiling_face 🙂,simple_smile 🙂,wink 😉,joy 😂,laughing 😆,
thinking_face 🤔,neutral_face 😐,disappointed 😞,cry 😢,sob 😭,sweat_smile 😅,sunglasses 😎,heart_eyes 😍,relieved 😌,
worried 😟,confused 😕,partying_face 🥳,star-struck 🤩,tada 🎉,confetti_ball 🎊,sparkles ✨,star ⭐,star2 🌟,fire 🔥,
rocket 🚀,100 💯,trophy 🏆,medal 🏅,dart 🎯,heart ❤️,green_heart 💚,blue_heart 💙,yellow_heart 💛,broken_heart 💔,
white_check_mark ✅,heavy_check_mark ✔️,ballot_box_with_check ☑️,x ❌,negative_squared_cross_mark ❎,warning ⚠️,
no_entry ⛔,no_entry_sign 🚫,octagonal_sign 🛑,rotating_light 🚨,exclamation ❗,heavy_exclamation_mark ❗,question ❓,
bulb 💡,bell 🔔,no_bell 🔕,mega 📣,loudspeaker 📢,speech_balloon 💬,thought_balloon 💭,memo 📝,pencil ✏️,pencil2 ✏️,
clipboard 📋,page_facing_up 📄,books 📚,bookmark 🔖,calendar 📅,date 📅,spiral_calendar_pad 🗓️,spiral_calendar 🗓️,
clock1 🕐,hourglass ⌛,hourglass_flowing_sand ⏳,stopwatch ⏱️,alarm_clock ⏰,bar_chart 📊,chart_with_upwards_trend 📈,
chart_with_downwards_trend 📉,chart 💹,moneybag 💰,dollar 💵,handshake 🤝,phone ☎️,telephone_receiver 📞,email 📧,
envelope ✉️,inbox_tray 📥,outbox_tray 📤,link 🔗,lock 🔒,unlock 🔓,key 🔑,mag 🔍,gear ⚙️,wrench 🔧,hammer 🔨,
hammer_and_wrench 🛠️,package 📦,recycle ♻️,repeat 🔁,arrows_counterclockwise 🔄,arrow_up ⬆️,arrow_down ⬇️,
arrow_right ➡️,arrow_left ⬅️,arrow_upper_right ↗️,arrow_lower_right ↘️,arrow_forward ▶️,heavy_plus_sign ➕,
heavy_minus_sign ➖,leftwards_arrow_with_hook ↩️,arrow_right_hook ↪️,red_circle 🔴,large_orange_circle 🟠,
large_yellow_circle 🟡,large_green_circle 🟢,large_blue_circle 🔵,large_purple_circle 🟣,white_circle ⚪,black_circle ⚫,
large_red_square 🟥,large_green_square 🟩,large_yellow_square 🟨,small_red_triangle 🔺,small_red_triangle_down 🔻,
small_blue_diamond 🔹,small_orange_diamond 🔸,bust_in_silhouette 👤,busts_in_silhouette 👥,robot_face 🤖,ghost 👻,
information_source ℹ️,new 🆕,ok 🆗,sos 🆘,seedling 🌱,herb 🌿,evergreen_tree 🌲,sunny ☀️,cloud ☁️,zap ⚡,snowflake ❄️,
coffee ☕,pizza 🍕,cake 🍰,beers 🍻,compass 🧭,brain 🧠,checkered_flag 🏁,triangular_flag_on_post 🚩,round_pushpin 📍,
pushpin 📌,paperclip 📎,speaking_head_in_silhouette 🗣️,ear 👂,headphones 🎧,microphone 🎤,sleeping 😴,face_with_thermometer 🤒,
palm_tree 🌴,airplane ✈️,baby 👶,house 🏠,office 🏢,one 1️⃣,two 2️⃣,three 3️⃣,four 4️⃣,five 5️⃣`
    .replaceAll('\n', '')
    .split(',')
    .map((pair) => pair.split(' ')),
);

/** @param {string} name without colons */
export function emojiOf(name) {
  return Object.hasOwn(byName, name) ? byName[name] : undefined;
}

/**
 * Replaces known shortcodes in a text that has no other formatting.
 * @param {string} text
 */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/g, (whole, name) => emojiOf(name) ?? whole);
}
