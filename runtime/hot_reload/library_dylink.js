// Where emscripten's dynamic linker does more than an image needs.

addToLibrary({
  // emscripten gives every exported function a slot of the table, and looks for each in the whole table first: 14 ms of the start of an image
  // with 300 exports. Here those get theirs that a module has asked for; others when one does (reportUndefinedSymbols).
  $updateGOT__internal: true,
  $updateGOT__deps: ['$GOT', '$addFunction'],
  $updateGOT: (exports, replace) => {
    for (var name in exports) {
      var entry = GOT[name];
      if (!entry || (entry.value && !replace)) continue;
      var value = exports[name];
      entry.value = typeof value == 'function' ? addFunction(value) : value;
    }
  },
});
