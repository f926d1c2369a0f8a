// The loaders' half in JavaScript: what only the engine's own interface can do.

addToLibrary({
  // What emitted modules may import: the image's memory, stack pointer, exception tag, and its exported functions. Made once.
  $jankModuleImports__deps: ['__stack_pointer', '__cpp_exception', '$wasmTable'],
  $jankModuleImports: () => {
    var env = jankModuleImports.env;
    if (!env) {
      env = jankModuleImports.env = Object.assign(Object.create(null), wasmExports);
      env.memory = wasmMemory;
      env.__stack_pointer = wasmImports['__stack_pointer'] || ___stack_pointer;
      env.__cpp_exception = ___cpp_exception;
    }
    return env;
  },

  jank_table_grow__sig: 'ii',
  jank_table_grow__deps: ['$wasmTable'],
  jank_table_grow: (count) => {
    try {
      return wasmTable.grow(count);
    } catch (e) {
      return 0;
    }
  },

  jank_table_clear__sig: 'vii',
  jank_table_clear__deps: ['$wasmTable'],
  jank_table_clear: (first, count) => {
    for (var i = 0; i < count; ++i) wasmTable.set(first + i, null);
  },

  jank_module_instantiate__sig: 'piiii',
  jank_module_instantiate__deps: ['$jankModuleImports', '$stringToNewUTF8', '$wasmTable'],
  jank_module_instantiate: (bytes, size, first, count) => {
    try {
      var module = new WebAssembly.Module(HEAPU8.subarray(bytes, bytes + size));
      var exports = new WebAssembly.Instance(module, { env: jankModuleImports() }).exports;
      var slot = first;
      for (var name in exports) {
        if (slot < first + count) wasmTable.set(slot, exports[name]);
        ++slot;
      }
      if (slot !== first + count) throw new Error('it exports ' + (slot - first) + ' functions instead of ' + count);
      return 0;
    } catch (e) {
      return stringToNewUTF8(String(e.message || e));
    }
  },

  // What went wrong, as text of malloc's, for `*failure`.
  $jankSetFailure__deps: ['$stringToNewUTF8'],
  $jankSetFailure: (failure, e) => {
    HEAPU32[failure >> 2] = stringToNewUTF8(String(e.message || e));
  },

  jank_memory_size__sig: 'i',
  jank_memory_size: () => HEAPU8.length,

  // Null when the engine takes the bytes for a module, or its reason.
  jank_module_refusal__sig: 'ppi',
  jank_module_refusal__deps: ['$stringToNewUTF8'],
  jank_module_refusal: (bytes, size) => {
    var content = HEAPU8.subarray(bytes, bytes + size);
    if (WebAssembly.validate(content)) return 0;
    try {
      new WebAssembly.Module(content);
      return 0;
    } catch (e) {
      return stringToNewUTF8(String(e.message || e));
    }
  },

  jank_image_has_function__sig: 'ip',
  jank_image_has_function__deps: ['$jankModuleImports', '$UTF8ToString'],
  jank_image_has_function: (name) => {
    var symbol = UTF8ToString(name);
    var linked = wasmImports[symbol];
    return symbol in jankModuleImports() || (linked !== undefined && !linked.stub) ? 1 : 0;
  },

  jank_image_has_address__sig: 'ip',
  jank_image_has_address__deps: ['$UTF8ToString'],
  jank_image_has_address: (name) => {
    var linked = wasmImports[UTF8ToString(name)];
    return linked !== undefined && !linked.stub ? 1 : 0;
  },

  jank_table_parameter_count__sig: 'ii',
  jank_table_parameter_count__deps: ['$wasmTable'],
  jank_table_parameter_count: (slot) => {
    var f = slot >>> 0 < wasmTable.length ? wasmTable.get(slot) : null;
    return f ? f.length : -1;
  },

  // Whether the function in a slot takes `count` words and returns one. Importing it with that type makes the engine tell.
  jank_table_takes_words__sig: 'iii',
  jank_table_takes_words__deps: ['$wasmTable'],
  jank_table_takes_words: (slot, count) => {
    var probes = (_jank_table_takes_words.probes ||= []);
    probes[count] ||= new WebAssembly.Module(
      new Uint8Array([
        ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
        ...[0x01, count + 5, 0x01, 0x60, count, ...Array(count).fill(0x7f), 0x01, 0x7f],
        ...[0x02, 0x07, 0x01, 0x01, 0x65, 0x01, 0x66, 0x00, 0x00],
      ]),
    );
    try {
      new WebAssembly.Instance(probes[count], { e: { f: wasmTable.get(slot) } });
      return 1;
    } catch (e) {
      return 0;
    }
  },

  jank_call_guarded__sig: 'iippp',
  jank_call_guarded__deps: ['$wasmTable', '$stackSave', '$stackRestore', '$jankIsFault', '$jankSetFailure'],
  jank_call_guarded: (slot, argument, result, failure) => {
    var stack = stackSave();
    try {
      HEAP32[result >> 2] = wasmTable.get(slot)(argument);
      return 1;
    } catch (e) {
      if (!jankIsFault(e)) throw e;
      stackRestore(stack);
      jankSetFailure(failure, e);
      return 0;
    }
  },

  jank_side_module_instantiate__sig: 'ippippp',
  jank_side_module_instantiate__deps: ['$jankModuleImports', '$wasmTable', '$stackSave', '$stackRestore', '$jankIsFault', '$jankSetFailure'],
  jank_side_module_instantiate: (bytes, size, memoryBase, tableBase, result, failure) => {
    var stack = stackSave();
    try {
      var env = Object.create(jankModuleImports());
      env.__indirect_function_table = wasmTable;
      env.__memory_base = memoryBase;
      env.__table_base = tableBase;
      var module = new WebAssembly.Module(HEAPU8.subarray(bytes, bytes + size));
      HEAP32[result >> 2] = new WebAssembly.Instance(module, { env }).exports.jank_unit();
      return 1;
    } catch (e) {
      if (!jankIsFault(e)) throw e;
      stackRestore(stack);
      jankSetFailure(failure, e);
      return 0;
    }
  },

  // emscripten's dynamic linker, made fit for loading the same file again and again, and for files that fail:
  //   - Addresses of functions and data are kept by name for the whole program, and the first module that has a name keeps it. A
  //     module shall see its own: the entries that no other module's code waits for are forgotten before it is loaded.
  //   - A name that was asked for in vain makes every later load fail: it is forgotten too.
  //   - What a static constructor throws is kept: dlopen makes it a text that says nothing.
  //   - A trap leaves the stack pointer where it was.
#if MAIN_MODULE
  $jankDynamicLinker__deps: ['$loadWebAssemblyModule', '$GOT', '$LDSO', '$stackSave', '$stackRestore', '$jankIsFault'],
  $jankDynamicLinker__postset: 'jankDynamicLinker.install();',
  $jankDynamicLinker: {
    thrown: null,
    install() {
      var load = loadWebAssemblyModule;
      loadWebAssemblyModule = (binary, flags, name, ...rest) => {
        var stack = stackSave();
        try {
          return load(binary, flags, name, ...rest);
        } catch (e) {
          jankDynamicLinker.thrown = jankIsFault(e) ? null : e;
          stackRestore(stack);
          delete LDSO.loadedLibsByName[name];
          jankDynamicLinker.forgetUnresolved();
          throw e;
        }
      };
    },
    forgetUnresolved() {
      for (var name in GOT) {
        if (GOT[name].value == 0) delete GOT[name];
      }
    },
  },

  jank_linker_forget__sig: 'vp',
  jank_linker_forget__deps: ['$jankDynamicLinker', '$UTF8ToString', '$GOT'],
  jank_linker_forget: (name) => {
    var symbol = UTF8ToString(name);
    if (!(symbol in wasmImports)) delete GOT[symbol];
  },

  jank_linker_rethrow__sig: 'v',
  jank_linker_rethrow__deps: ['$jankDynamicLinker'],
  jank_linker_rethrow: () => {
    var thrown = jankDynamicLinker.thrown;
    jankDynamicLinker.thrown = null;
    if (thrown) throw thrown;
  },

  jank_linker_module_memory__sig: 'vppp',
  jank_linker_module_memory: (handle, begin, size) => {
    HEAPU32[begin >> 2] = {{{ makeGetValue('handle', C_STRUCTS.dso.mem_addr, '*') }}};
    HEAPU32[size >> 2] = {{{ makeGetValue('handle', C_STRUCTS.dso.mem_size, 'i32') }}};
  },
#else
  // A program without the dynamic linker: the unit tests.
  jank_linker_forget: (name) => {},
  jank_linker_rethrow: () => {},
  jank_linker_module_memory: (handle, begin, size) => {},
#endif
});
