// The REPL of a hot image on Node: reading lines, editing, history. What a text means is the image's business: see
// jank_host_evaluate in host.hpp.

addToLibrary({
  $jankRepl__deps: ['$jankHost', '$UTF8ToString', 'free', '$wasmTable', '$runtimeKeepalivePush'],
  $jankRepl: {
    historyLimit: 2000,

    // A text that the image allocated.
    take(pointer) {
      if (!pointer) return '';
      var text = UTF8ToString(pointer);
      _free(pointer);
      return text;
    },

    // text -> { status: 'value' | 'incomplete' | 'error', text }
    evaluator(evaluatePointer) {
      var evaluate = wasmTable.get(evaluatePointer);
      return (text) => {
        var source = jankHost.copyOut(text);
        var result = _malloc(4);
        HEAPU32[result >> 2] = 0;
        try {
          var status = ['value', 'incomplete', 'error'][evaluate(source, result)];
          return { status, text: jankRepl.take(HEAPU32[result >> 2]) };
        } catch (e) {
          // The image answers for what jank code throws; this is a trap, such as a stack overflow.
          return { status: 'error', text: 'error: ' + (e?.message || String(e)) };
        } finally {
          _free(source);
          _free(result);
        }
      };
    },

    historyFile() {
      return process.env.JANK_HISTORY || require('path').join(require('os').homedir(), '.jank_history');
    },

    // Newest first, as readline keeps it.
    readHistory() {
      try {
        var lines = require('fs').readFileSync(jankRepl.historyFile(), 'utf8').split('\n');
        return lines.filter((line) => line).reverse().slice(0, jankRepl.historyLimit);
      } catch (e) {
        return [];
      }
    },

    writeHistory(lines) {
      try {
        var text = lines.slice(0, jankRepl.historyLimit).reverse().join('\n') + '\n';
        require('fs').writeFileSync(jankRepl.historyFile(), text, { mode: 0o600 });
      } catch (e) {
        // A history that cannot be kept is no reason to disturb anyone.
      }
    },

    // Evaluates `text` with the terminal as programs expect it, so that Ctrl-C ends an evaluation that does not.
    show(evaluate, text) {
      var terminal = process.stdin.isTTY;
      if (terminal) process.stdin.setRawMode(false);
      var answer = evaluate(text);
      if (terminal) process.stdin.setRawMode(true);
      if (answer.status == 'value' && answer.text) jankHost.writeAll(1, Buffer.from(answer.text + '\n'));
      if (answer.status == 'error') jankHost.writeAll(2, Buffer.from(answer.text + '\n'));
      return answer.status;
    },

    onTerminal(evaluate, prompt) {
      var pending = '';
      var lines = require('readline').createInterface({
        input: process.stdin,
        output: process.stdout,
        history: jankRepl.readHistory(),
        historySize: jankRepl.historyLimit,
        removeHistoryDuplicates: true,
      });
      var ask = () => {
        var first = prompt() + '=> ';
        lines.setPrompt(pending ? '... '.padStart(first.length) : first);
        lines.prompt();
      };
      lines.on('history', jankRepl.writeHistory);
      lines.on('SIGINT', () => {
        var wasEmpty = !pending && !lines.line;
        pending = '';
        lines.write(null, { ctrl: true, name: 'e' });
        lines.write(null, { ctrl: true, name: 'u' });
        process.stdout.write(wasEmpty ? '\n(Ctrl-D ends the REPL)\n' : '\n');
        ask();
      });
      lines.on('line', (line) => {
        pending += line + '\n';
        if (!pending.trim() || jankRepl.show(evaluate, pending) != 'incomplete') pending = '';
        ask();
      });
      lines.on('close', () => {
        process.stdout.write('\n');
        process.exit(0);
      });
      ask();
    },

    // No terminal: every form is evaluated as soon as its last line is there.
    onPipe(evaluate) {
      var pending = '';
      var lines = require('readline').createInterface({ input: process.stdin, terminal: false });
      lines.on('line', (line) => {
        pending += line + '\n';
        if (!pending.trim() || jankRepl.show(evaluate, pending) != 'incomplete') pending = '';
      });
      lines.on('close', () => {
        if (pending) jankHost.writeAll(2, Buffer.from('error: the input ended inside a form:\n' + pending));
        process.exit(pending ? 1 : 0);
      });
    },
  },

  jank_host_repl__sig: 'ipp',
  jank_host_repl__deps: ['$jankRepl', '$runtimeKeepalivePush'],
  jank_host_repl: (evaluatePointer, promptPointer) => {
    if (!ENVIRONMENT_IS_NODE) return -1;
    {{{ runtimeKeepalivePush() }}}
    var evaluate = jankRepl.evaluator(evaluatePointer);
    if (process.stdin.isTTY) jankRepl.onTerminal(evaluate, () => jankRepl.take(wasmTable.get(promptPointer)()));
    else jankRepl.onPipe(evaluate);
    return 0;
  },
});
