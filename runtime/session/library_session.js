// The session's half in JavaScript: what a client (client/) is connected by.
//
// jankSession stands at Module.jankSession. The client sets `bridge`:
//   send(text, busy)     takes a message
//   stdin(session)       waits for input and returns it; null at its end
//   interrupted()        asks whether what runs is to be stopped
//   source(path, folder) the bytes of a source file below the folder of that number, or null
// tells by `serve` which folders the server has, and gives the image messages by `receive`.

addToLibrary({
  $jankSession__deps: ['$jankHost', '$UTF8ToString', 'malloc', 'free'],
  $jankSession__postset: "Module['jankSession'] = jankSession; addOnPostRun(() => (jankSession.running = true));",
  $jankSession: {
    bridge: null,
    running: false, // the program's main function has returned
    patience: 300, // ms
    interval: 100, // ms
    busySince: 0,
    asked: 0,
    modules: null, // by path: bytes that are about to be loaded

    begin(bridge) {
      jankSession.bridge = bridge;
      jankSession.modules = new Map();
      jankSession.sources.known = new Map();
      jankHost.provide = (path) => {
        var module = jankSession.modules.get(path);
        return module || jankSession.sources.find(path);
      };
      _jank_session_begin();
    },

    // The server's folders, by their paths where it runs.
    serve(folders) {
      jankSession.sources.folders = folders;
      for (var folder of folders) {
        var path = jankHost.copyOut(folder);
        _jank_session_add_source_folder(path);
        _free(path);
      }
    },

    sources: {
      folders: [],
      // A file is asked for more than once in a turn: is it there, what is in it.
      known: null,
      find(path) {
        var { known, folders } = jankSession.sources;
        // Of folders within each other the inner one.
        var number = folders.reduce((best, folder, i) => (path.startsWith(folder + '/') && !(folders[best]?.length > folder.length) ? i : best), -1);
        if (number < 0 || !/\.(jank|cljc?)$/.test(path)) return undefined;
        if (!known.size) setTimeout(() => known.clear(), 0);
        if (!known.has(path)) known.set(path, jankSession.bridge.source(path.slice(folders[number].length + 1), number));
        return known.get(path);
      },
    },

    receive(text) {
      var message = jankHost.copyOut(text);
      jankSession.sources.known.clear();
      try {
        _jank_session_receive(message);
      } finally {
        _free(message);
      }
    },

    // A patch; null, or why it could not be loaded.
    load(path, bytes) {
      var file = '/live/' + path;
      jankSession.modules.set(file, bytes);
      var name = jankHost.copyOut(file);
      try {
        return _jank_hot_reload_load_patch(name, 0) ? UTF8ToString(_jank_hot_reload_last_error()) : null;
      } finally {
        _free(name);
        jankSession.modules.delete(file);
      }
    },
  },

  jank_session_send__sig: 'vppi',
  jank_session_send__deps: ['$jankSession', '$UTF8ArrayToString'],
  jank_session_send: (json, size, busy) => {
    jankSession.bridge?.send(UTF8ArrayToString(HEAPU8, json, size), busy != 0);
  },

  jank_session_stdin__sig: 'pp',
  jank_session_stdin__deps: ['$jankSession', '$jankHost', '$UTF8ToString'],
  jank_session_stdin: (session) => jankHost.copyOut(jankSession.bridge?.stdin(UTF8ToString(session))),

  jank_session_interrupted__sig: 'i',
  jank_session_interrupted__deps: ['$jankSession'],
  jank_session_interrupted: () => {
    var now = performance.now();
    if (!jankSession.busySince) {
      // Run when this turn of the event loop is over.
      jankSession.busySince = now;
      setTimeout(() => (jankSession.busySince = 0), 0);
    }
    if (now - jankSession.busySince < jankSession.patience || now - jankSession.asked < jankSession.interval) return 0;
    var answer = jankSession.bridge?.interrupted() ? 1 : 0;
    jankSession.asked = performance.now();
    return answer;
  },
});
