// The type of the book, so that words are as wide as where the picture was laid out.
//
// Every widget is a module of its own: what they share stands on the document.

const fontsHere = () => document.mathdlFonts === "here";

// Ask for the type, unless it is there or somebody has just asked.
function wantFonts(tell) {
  if (document.mathdlFonts) return;
  document.mathdlFonts = "asked";
  tell({ wants: "fonts" });
  setTimeout(() => fontsHere() || delete document.mathdlFonts, 10_000); // a kernel may be lost
}

async function takeFonts(names, files) {
  const faces = names.map((name, i) => {
    const weight = name.includes("Bold") ? "bold" : "normal";
    const style = name.includes("Oblique") ? "italic" : "normal";
    return new FontFace("mathdl", files[i], { weight, style });
  });
  await Promise.all(faces.map((face) => face.load()));
  faces.forEach((face) => document.fonts.add(face));
  document.mathdlFonts = "here";
  document.dispatchEvent(new Event("mathdl-fonts"));
}
