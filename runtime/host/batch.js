// Lines of standard input, one at a time, for `batch`: each is answered before the next is asked for, so reading must not wait for
// more than a line.

addToLibrary({
  $jankInput: { rest: null, ended: false },

  jank_host_read_line__sig: 'p',
  jank_host_read_line__deps: ['$jankHost', '$jankInput'],
  jank_host_read_line: () => {
    if (!ENVIRONMENT_IS_NODE) return 0;
    var fs = require('fs');
    var rest = jankInput.rest || Buffer.alloc(0);
    var chunk = Buffer.alloc(65536);
    for (;;) {
      var end = rest.indexOf(10);
      if (end >= 0 || jankInput.ended) break;
      try {
        var count = fs.readSync(0, chunk);
        if (count === 0) jankInput.ended = true;
        rest = Buffer.concat([rest, chunk.subarray(0, count)]);
      } catch (e) {
        // Nothing is there yet, on a descriptor that somebody made non-blocking.
        if (e.code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        else jankInput.ended = true;
      }
    }
    if (end < 0 && rest.length === 0) return 0;
    jankInput.rest = end < 0 ? null : rest.subarray(end + 1);
    return jankHost.copyOut(rest.subarray(0, end < 0 ? rest.length : end).toString().replace(/\r$/, ''));
  },
});
