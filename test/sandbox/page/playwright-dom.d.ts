/**
 * The names of the browser's types that playwright-core's declarations mention. The project is compiled without the DOM
 * library, so that no browser global is taken for one of Node's; scripts for the browser go into it as text.
 */
interface Node {
  readonly nodeType: number;
}
interface HTMLElement extends Node {
  readonly tagName: string;
}
interface SVGElement extends Node {
  readonly tagName: string;
}
interface HTMLElementTagNameMap {
  [tag: string]: HTMLElement;
}
