/** What the types of resvg-wasm name from the browser's, and nothing here uses. */
type RequestInfo = string;
type BufferSource = ArrayBufferView | ArrayBuffer;
