// The direct loader's half in JavaScript: what only the engine's own interface can do.

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

  jank_image_has_function__sig: 'ip',
  jank_image_has_function__deps: ['$jankModuleImports', '$UTF8ToString'],
  jank_image_has_function: (name) => {
    var symbol = UTF8ToString(name);
    return symbol in jankModuleImports() || symbol in wasmImports ? 1 : 0;
  },

  jank_table_parameter_count__sig: 'ii',
  jank_table_parameter_count__deps: ['$wasmTable'],
  jank_table_parameter_count: (slot) => {
    var f = slot < wasmTable.length ? wasmTable.get(slot) : null;
    return f ? f.length : -1;
  },

  jank_side_module_instantiate__sig: 'ppippp',
  jank_side_module_instantiate__deps: ['$jankModuleImports', '$stringToNewUTF8', '$wasmTable'],
  jank_side_module_instantiate: (bytes, size, memoryBase, tableBase, failure) => {
    try {
      var env = Object.create(jankModuleImports());
      env.__indirect_function_table = wasmTable;
      env.__memory_base = memoryBase;
      env.__table_base = tableBase;
      var module = new WebAssembly.Module(HEAPU8.subarray(bytes, bytes + size));
      return new WebAssembly.Instance(module, { env }).exports.jank_unit();
    } catch (e) {
      HEAPU32[failure >> 2] = stringToNewUTF8(String(e.message || e));
      return 0;
    }
  },
});
