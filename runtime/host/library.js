// The host's side of host.hpp, which tells what each function promises.

addToLibrary({
  $jankHost__deps: ['$UTF8ToString', '$lengthBytesUTF8', '$stringToUTF8', 'malloc'],
  $jankHost: {
    error: '',
    // What a page has been given of an unfinished line, by stream.
    lines: { 1: '', 2: '' },
    decoders: {},

    // Node's file system, or emscripten's in memory, behind the few calls that are needed.
    files() {
#if MAIN_MODULE
      if (jankHost.provide) return jankHost.withProvided(jankHost.given());
#endif
      return jankHost.given();
    },

#if MAIN_MODULE
    // Who has files of its own, in a live session: path -> bytes, null when there is none, undefined when it is not his.
    provide: null,
    withProvided(files) {
      var known = (path) => {
        var bytes = jankHost.provide(path);
        if (bytes === null) throw { code: 'ENOENT' };
        return bytes;
      };
      var stated = (path) => {
        var bytes = known(path);
        return bytes ? { bytes } : files.stat(path);
      };
      return {
        ...files,
        read: (path) => known(path) || files.read(path),
        stat: stated,
        time: (stat) => (stat.bytes ? Date.now() : files.time(stat)),
        isFile: (stat) => !!stat.bytes || files.isFile(stat),
      };
    },
#endif

    given() {
      if (ENVIRONMENT_IS_NODE) {
        var fs = require('fs');
        return {
          read: (path) => fs.readFileSync(path),
          write: (path, bytes) => jankHost.replaceFile(fs, path, bytes),
          stat: (path) => fs.statSync(path),
          time: (stat) => stat.mtimeMs,
          isFile: (stat) => stat.isFile(),
          list: (path) => fs.readdirSync(path, { withFileTypes: true }).map((e) => e.name + (e.isDirectory() ? '/' : '')),
        };
      }
#if FILESYSTEM
      if (typeof FS != 'undefined') {
        return {
          read: (path) => FS.readFile(path),
          write: (path, bytes) => FS.writeFile(path, bytes),
          stat: (path) => FS.stat(path),
          time: (stat) => Number(stat.mtime),
          isFile: (stat) => FS.isFile(stat.mode),
          list: (path) =>
            FS.readdir(path)
              .filter((name) => name != '.' && name != '..')
              .map((name) => name + (FS.isDir(FS.stat(path + '/' + name).mode) ? '/' : '')),
        };
      }
#endif
      throw { message: 'this image has no file system; link it with --em-flag -sFORCE_FILESYSTEM' };
    },

    // rename is atomic inside a directory, so the new bytes are written beside the old ones first.
    replaceFile(fs, path, bytes) {
      var beside = path + '.' + process.pid + '.part';
      try {
        fs.writeFileSync(beside, bytes);
        fs.renameSync(beside, path);
      } catch (e) {
        try {
          fs.unlinkSync(beside);
        } catch (_) {
          // it was never made
        }
        throw e;
      }
    },

    explain(e, path) {
      var known = {
        ENOENT: 'no such file',
        EACCES: 'permission denied',
        EISDIR: 'is a directory, not a file',
        ENOTDIR: 'a part of the path is no directory',
        EROFS: 'read-only file system',
        ENOSPC: 'no space left on the device',
      };
      var byNumber = { 44: 'ENOENT', 2: 'EACCES', 31: 'EISDIR', 54: 'ENOTDIR', 69: 'EROFS', 51: 'ENOSPC' };
      var why = known[e.code] || known[byNumber[e.errno]] || e.message || String(e);
      jankHost.error = why + ": '" + path + "'";
    },

    // Runs `action` on a path, gives `otherwise` and notes the reason when that fails.
    attempt(pathPointer, otherwise, action) {
      var path = UTF8ToString(pathPointer);
      try {
        return action(jankHost.files(), path);
      } catch (e) {
        jankHost.explain(e, path);
        return otherwise;
      }
    },

    // A C string of malloc's, or null.
    copyOut(text) {
      if (text === undefined || text === null) return 0;
      var size = lengthBytesUTF8(text) + 1;
      var pointer = _malloc(size);
      stringToUTF8(text, pointer, size);
      return pointer;
    },

    // A pipe's reader may be slow (EAGAIN: wait) or gone (EPIPE: nobody is left to talk to).
    writeAll(stream, bytes) {
      var fs = require('fs');
      var done = 0;
      while (done < bytes.length) {
        try {
          done += fs.writeSync(stream, bytes, done, bytes.length - done);
        } catch (e) {
          if (e.code == 'EAGAIN') {
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
          } else if (e.code == 'EPIPE') {
            process.exit(0);
          } else {
            throw e;
          }
        }
      }
    },

    showLines(stream, bytes, finish) {
      var decoder = (jankHost.decoders[stream] ||= new TextDecoder());
      var lines = (jankHost.lines[stream] + decoder.decode(bytes, { stream: true })).split('\n');
      jankHost.lines[stream] = lines.pop();
      if (finish && jankHost.lines[stream]) {
        lines.push(jankHost.lines[stream]);
        jankHost.lines[stream] = '';
      }
      for (var line of lines) {
        if (stream == 2) err(line);
        else out(line);
      }
    },
  },

  jank_host_read_file__sig: 'ppp',
  jank_host_read_file__deps: ['$jankHost', 'malloc'],
  jank_host_read_file: (path, size) =>
    jankHost.attempt(path, 0, (files, name) => {
      var bytes = files.read(name);
      var pointer = _malloc(bytes.length + 1);
      HEAPU8.set(bytes, pointer);
      HEAPU8[pointer + bytes.length] = 0;
      HEAPU32[size >> 2] = bytes.length;
      return pointer;
    }),

  jank_host_write_file__sig: 'ippi',
  jank_host_write_file__deps: ['$jankHost'],
  jank_host_write_file: (path, bytes, size) =>
    jankHost.attempt(path, -1, (files, name) => {
      files.write(name, HEAPU8.slice(bytes, bytes + (size >>> 0)));
      return 0;
    }),

  jank_host_file_exists__sig: 'ip',
  jank_host_file_exists__deps: ['$jankHost'],
  jank_host_file_exists: (path) =>
    jankHost.attempt(path, 0, (files, name) => (files.isFile(files.stat(name)) ? 1 : 0)),

  jank_host_file_time__sig: 'dp',
  jank_host_file_time__deps: ['$jankHost'],
  jank_host_file_time: (path) => jankHost.attempt(path, -1, (files, name) => files.time(files.stat(name))),

  jank_host_list_folder__sig: 'pp',
  jank_host_list_folder__deps: ['$jankHost'],
  jank_host_list_folder: (path) =>
    jankHost.attempt(path, 0, (files, name) => jankHost.copyOut(files.list(name).sort().join('\n'))),

  jank_host_after__sig: 'vdi',
  jank_host_after: (ms, timer) => {
    setTimeout(() => _jank_host_timer_due(timer), ms);
  },

  jank_host_compile_patch__sig: 'ppp',
  jank_host_compile_patch__deps: ['$jankHost', '$UTF8ToString', 'malloc'],
  jank_host_compile_patch: (path, size) => {
    var source = UTF8ToString(path);
    if (!ENVIRONMENT_IS_NODE) {
      jankHost.error = 'only an image on Node compiles C++; compile ' + source + ' outside and load the .wasm file';
      return 0;
    }
    var fs = require('fs');
    var folder;
    try {
      folder = fs.mkdtempSync(require('path').join(require('os').tmpdir(), 'jank-patch-'));
      var out = folder + '/patch.wasm';
      var flags = ['-sSIDE_MODULE=1', '-O2', '-fPIC', '-sWASM_BIGINT', '-fwasm-exceptions'];
      if (process.env.JANK_INCLUDE) flags.push('-I', process.env.JANK_INCLUDE);
      var done = require('child_process').spawnSync(process.env.JANK_EMCC || 'emcc', [source, '-o', out, ...flags], {
        encoding: 'utf8',
      });
      if (done.error || done.status !== 0) {
        jankHost.error = done.error ? 'emcc cannot be run: ' + done.error.message : done.stderr.trim();
        return 0;
      }
      var bytes = fs.readFileSync(out);
      var pointer = _malloc(bytes.length);
      HEAPU8.set(bytes, pointer);
      HEAPU32[size >> 2] = bytes.length;
      return pointer;
    } catch (e) {
      jankHost.explain(e, source);
      return 0;
    } finally {
      if (folder) fs.rmSync(folder, { recursive: true, force: true });
    }
  },

  jank_host_error__sig: 'p',
  jank_host_error__deps: ['$jankHost'],
  jank_host_error: () => jankHost.copyOut(jankHost.error),

  // Standard output and standard error, for everything that is written through libc: emscripten's own version holds an
  // unfinished line back, and fails with a stack trace when the reader of a pipe has gone.
  // emscripten's own would flush its buffers at exit; there are none here.
  fd_write__postset: '',
  fd_write__deps: ['$jankHost'],
  fd_write: (stream, vectors, count, written) => {
    var total = 0;
    for (var i = 0; i < count; i++, vectors += 8) {
      var start = HEAPU32[vectors >> 2];
      var size = HEAPU32[(vectors + 4) >> 2];
      if (!size) continue;
      var bytes = HEAPU8.subarray(start, start + size);
      if (stream != 1 && stream != 2) {
        if (typeof FS == 'undefined') return {{{ cDefs.EBADF }}};
        try {
          FS.write(FS.getStreamChecked(stream), HEAP8, start, size);
        } catch (e) {
          if (e.name != 'ErrnoError') throw e;
          return e.errno;
        }
      } else if (ENVIRONMENT_IS_NODE) {
        jankHost.writeAll(stream, bytes);
      } else {
        jankHost.showLines(stream, bytes, false);
      }
      total += size;
    }
    HEAPU32[written >> 2] = total;
    return 0;
  },

  // A trap, an exhausted stack, an error of JavaScript. Anything else is on its way to somebody: exceptions of C++ and jank, and what
  // emscripten throws to end the program.
  $jankIsFault: (e) => e instanceof Error && !(e instanceof WebAssembly.Exception),

  $jankFault: {
    error: null,
    // Notes it; the numbers are those of host.hpp.
    of(e, stack) {
      if (!jankIsFault(e)) throw e;
      stackRestore(stack);
      jankFault.error = e;
      // Firefox calls it an InternalError.
      return e instanceof RangeError || e.name == 'InternalError' ? 26 : 34;
    },
  },
  $jankFault__deps: ['$jankIsFault', '$stackRestore'],

  jank_host_guard__sig: 'ippp',
  jank_host_guard__deps: ['$jankFault'],
  jank_host_guard: (f, context, stack) => {
    try {
      _jank_guarded_body(f, context);
      return 0;
    } catch (e) {
      return jankFault.of(e, stack);
    }
  },

  jank_host_try__sig: 'ppp',
  jank_host_try__deps: ['$jankFault'],
  jank_host_try: (body, stack) => {
    try {
      return _jank_try_body(body);
    } catch (e) {
      return jankFault.of(e, stack);
    }
  },

  jank_host_fault_message__sig: 'p',
  jank_host_fault_message__deps: ['$jankFault', '$jankHost'],
  jank_host_fault_message: () => jankHost.copyOut(jankFault.error.message || String(jankFault.error)),

  // Errors of JavaScript, of which only the calls are wanted. The engine notes them quickly, one microsecond for each call, and makes
  // text of them when it is asked for. While errors are thrown in great numbers, only the innermost calls are noted.
  $jankKeptTraces: '=new Map()', // by their numbers

  $jankTraces__deps: ['$jankKeptTraces'],
  $jankTraces: {
    last: 0,
    fullDepth: 48,
    hurriedDepth: 8,
    perWindow: 16,
    window: 20, // ms
    windowStart: 0,
    inWindow: 0,

    keep(error) {
      var id = jankTraces.last;
      do id = (id % 0x3fffffff) + 1;
      while (jankKeptTraces.has(id));
      jankTraces.last = id;
      jankKeptTraces.set(id, error);
      return id;
    },

    depth() {
      if (++jankTraces.inWindow <= jankTraces.perWindow) return jankTraces.fullDepth;
      var now = performance.now();
      if (now - jankTraces.windowStart < jankTraces.window) return jankTraces.hurriedDepth;
      jankTraces.windowStart = now;
      jankTraces.inWindow = 1;
      return jankTraces.fullDepth;
    },

    // The program may have its own idea of what a stack looks like.
    textOf(error) {
      var prepare = Error.prepareStackTrace;
      Error.prepareStackTrace = undefined;
      try {
        return String(error.stack);
      } finally {
        Error.prepareStackTrace = prepare;
      }
    },
  },

  jank_host_fault_trace__sig: 'i',
  jank_host_fault_trace__deps: ['$jankFault', '$jankTraces'],
  jank_host_fault_trace: () => jankTraces.keep(jankFault.error),

  jank_host_capture_trace__sig: 'i',
  jank_host_capture_trace__deps: ['$jankTraces'],
  jank_host_capture_trace: () => {
    var limit = Error.stackTraceLimit;
    Error.stackTraceLimit = jankTraces.depth();
    var error = new Error();
    Error.stackTraceLimit = limit;
    return jankTraces.keep(error);
  },

  jank_host_release_trace__sig: 'vi',
  jank_host_release_trace__deps: ['$jankTraces'],
  jank_host_release_trace: (trace) => {
    jankKeptTraces.delete(trace);
  },

  jank_host_trace_text__sig: 'pi',
  jank_host_trace_text__deps: ['$jankTraces', '$jankHost'],
  jank_host_trace_text: (trace) => {
    var error = jankKeptTraces.get(trace);
    if (!error) return 0;
    var text = '';
    // "at name (url:wasm-function[1]:0x2)" of V8, "name@url:wasm-function[1]:0x2" of Firefox and Safari
    var call = /^\s*(?:at (?:(.*) \()?|(.*)@)(.*):wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?$/;
    for (var line of jankTraces.textOf(error).split('\n')) {
      var found = call.exec(line);
      if (!found) continue;
      text += [found[1] || found[2] || '', found[3], found[4], parseInt(found[5], 16)].join('\t') + '\n';
    }
    return jankHost.copyOut(text);
  },

  // Which offset of the image is what line: the source map beside it, which only normal builds have (libexec/bundle/positions.mjs).
  $jankPositions: {
    map: null,
    segments: null, // [offset, file, line, column, function], ascending; [offset] ends what was before

    read() {
      if (ENVIRONMENT_IS_NODE) return require('fs').readFileSync(wasmBinaryFile + '.map', 'utf8');
      // A trace is wanted now, not later.
      var request = new XMLHttpRequest();
      request.open('GET', wasmBinaryFile + '.map', false);
      request.send();
      return request.responseText;
    },

    load() {
      jankPositions.segments = [];
      try {
        jankPositions.map = JSON.parse(jankPositions.read());
      } catch (e) {
        return; // none was built, or it was left behind
      }
      var digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
      var last = [0, 0, 0, 0, 0];
      for (var part of jankPositions.map.mappings.split(',')) {
        for (var i = 0, field = 0, value = 0, shift = 0; i < part.length; i++) {
          var digit = digits.indexOf(part[i]);
          value |= (digit & 31) << shift;
          shift += 5;
          if (digit & 32) continue;
          last[field++] += value & 1 ? -(value >> 1) : value >> 1;
          value = shift = 0;
        }
        jankPositions.segments.push(last.slice(0, field));
      }
    },

    at(offset) {
      if (!jankPositions.segments) jankPositions.load();
      var segments = jankPositions.segments;
      var from = 0;
      for (var to = segments.length; from < to; ) {
        var middle = (from + to) >> 1;
        if (segments[middle][0] > offset) to = middle;
        else from = middle + 1;
      }
      return from && segments[from - 1].length == 5 ? segments[from - 1] : null;
    },
  },

  jank_host_position__sig: 'pi',
  jank_host_position__deps: ['$jankPositions', '$jankHost'],
  jank_host_position: (offset) => {
    var at = jankPositions.at(offset);
    if (!at) return 0;
    var map = jankPositions.map;
    return jankHost.copyOut([map.names[at[4]], map.sources[at[1]], at[2] + 1, at[3] + 1].join('\t'));
  },

  jank_host_function_index__sig: 'ii',
  jank_host_function_index__deps: ['$wasmTable'],
  jank_host_function_index: (slot) => {
    // The name of an exported function is its index, by the specification of the interface.
    var f = slot >>> 0 < wasmTable.length ? wasmTable.get(slot) : null;
    return f ? Number(f.name) : -1;
  },

  jank_host_sleep__sig: 'id',
  jank_host_sleep: (ms) => {
    try {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
      return 0;
    } catch (e) {
      return -1;
    }
  },

  jank_host_ends_on_error__sig: 'i',
  jank_host_ends_on_error: () => (ENVIRONMENT_IS_NODE ? 1 : 0),

  jank_host_now_ms__sig: 'd',
  jank_host_now_ms: () => performance.now(),

  jank_host_env__sig: 'pp',
  jank_host_env__deps: ['$jankHost'],
  jank_host_env: (name) => (ENVIRONMENT_IS_NODE ? jankHost.copyOut(process.env[UTF8ToString(name)]) : 0),

  jank_host_exit__sig: 'vi',
  jank_host_exit__deps: ['$jankHost', 'fflush', 'exit'],
  jank_host_exit: (code) => {
    _fflush(0);
    if (ENVIRONMENT_IS_NODE) process.exit(code);
    jankHost.showLines(1, new Uint8Array(), true);
    jankHost.showLines(2, new Uint8Array(), true);
    Module['onExit']?.(code);
    _exit(code);
  },
});
