/* In a notebook: reads the packed data, in which all chunks are. It stands in an async function, before the page's own. */
const bytes = Uint8Array.from(atob(document.getElementById("packed").textContent), (one) => one.codePointAt(0));
const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
const { register, chunks, view } = await new Response(unpacked).json();
globalThis.REGISTER = { ...register, chunks: chunks.map((_, number) => String(number)), held: chunks, view };
