/* In a notebook: reads the packed data, and lets all records have their details at once. Stands in an async function. */
const bytes = Uint8Array.from(atob(document.getElementById("packed").textContent), (one) => one.codePointAt(0));
const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
const { register, chunks, view } = await new Response(unpacked).json();
globalThis.REGISTER = { ...register, view, chunks: [...chunks.keys()], held: chunks };
