// C++ files that are saved: compiled, and sent to pages.

import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Editor, Page, Server, makeFolders, root, sleep, until } from './server.mjs';

// The image that patches are for: that of the tests, under the name of the build.
const image = join(process.env.JANK_BUILD_DIR ?? join(root, 'build-wasm'), 'hot/image/jank.wasm');

const patch = (body, more = '') => `#include <jank/patch.h>\n${more}\nstatic jank_value f(jank_value v) { ${body} }\nJANK_PATCH({"user/f", "1", JANK_FUNCTION(f)})\n`;

for (const resident of ['1', '0']) {
  describe(resident === '1' ? 'the resident compiler' : 'clang and wasm-ld as programs of their own', () => {
    let server;
    let page;
    let editor;
    const path = (name) => server.path(`patches/${name}`);
    const moduleOf = (name, count = 1) => until(() => page.modules.filter((m) => m.path === name)[count - 1], name, 60000);

    before(async () => {
      const folder = makeFolders();
      copyFileSync(image, join(folder, 'build/app.wasm'));
      process.env.JANK_DEV_RESIDENT = resident;
      server = await Server.start({ folder, compile: true });
      page = await Page.join(server);
      editor = await Editor.connect(server);
      await editor.ask({ op: 'eval', code: '1' });
    });
    after(() => server.remove());

    test('a saved file becomes a side module', async () => {
      writeFileSync(path('plain.cpp'), patch('return jank_box_integer(jank_unbox_integer(v) + 60);'));
      const { bytes, kind } = await moduleOf('plain.wasm');
      assert.equal(kind, 'c++');
      const module = new WebAssembly.Module(bytes);
      assert.equal(WebAssembly.Module.customSections(module, 'dylink.0').length, 1);
      assert.ok(WebAssembly.Module.exports(module).some(({ name }) => name === 'jank_patch_v1'));
      assert.ok(bytes.length < 1000, `${bytes.length} bytes`);
      await server.saw(/plain\.cpp: compiled in [\d.]+ ms, \d+ bytes/);
    });

    test('C, and the standard library', async () => {
      copyFileSync(join(root, 'patches/plain.c'), path('plain.c'));
      await moduleOf('plain.wasm', 2);
      copyFileSync(join(root, 'patches/standard_library.cpp'), path('standard_library.cpp'));
      const { bytes } = await moduleOf('standard_library.wasm');
      assert.ok(WebAssembly.validate(bytes));
    });

    test('errors have positions, and go to page, terminal and editor', async () => {
      writeFileSync(path('broken.cpp'), patch('return y;'));
      const { diagnostics } = await page.next((m) => m.op === 'diagnostics' && m.diagnostics.length > 0);
      const [first] = diagnostics;
      assert.equal(first.file, path('broken.cpp'));
      assert.deepEqual([first.line, first.column, first.severity], [3, 44, 'error']);
      assert.match(first.message, /undeclared identifier 'y'/);
      assert.match(first.source, /return y;/);
      await server.saw(/broken\.cpp:3:44: error: use of undeclared identifier 'y'\n.*return y;.*\n\s+\^\n/);
      await until(() => editor.got.some((m) => /broken\.cpp:3:44: error/.test(m.err)));
      assert.ok(!page.modules.some((m) => m.path === 'broken.wasm'));
    });

    test('what the image lacks is taken from the libraries', async () => {
      writeFileSync(path('lacking.cpp'), patch('wchar_t w[2]; mbstate_t s{}; char const *p = "ab"; return jank_box_integer(mbsrtowcs(w, &p, 2, &s));', '#include <cwchar>'));
      const { bytes } = await moduleOf('lacking.wasm');
      const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map(({ name }) => name);
      assert.ok(!imports.includes('mbsrtowcs'));
    });

    test('what nobody has is an error that names the function and who calls it', async () => {
      writeFileSync(path('unresolved.cpp'), patch('return jank_box_double(\n    area(2));', 'double area(double);'));
      const { diagnostics } = await page.next((m) => m.op === 'diagnostics' && m.diagnostics.some((d) => /area/.test(d.message)));
      const [{ message, file, line }] = diagnostics;
      assert.equal(message, "'area(double)' is called, but neither the image nor the C and C++ libraries have it");
      assert.equal(file, path('unresolved.cpp'));
      assert.equal(line, 4);
    });

    test('what was compiled before is not compiled again; a header that changes is', async () => {
      writeFileSync(path('value.hpp'), '#define VALUE 1\n');
      const text = (n) => patch(`return jank_box_integer(VALUE + ${n});`, '#include "value.hpp"');
      writeFileSync(path('cached.cpp'), text(1));
      const one = await moduleOf('cached.wasm', 1);
      writeFileSync(path('cached.cpp'), text(2));
      await moduleOf('cached.wasm', 2);
      writeFileSync(path('cached.cpp'), text(1));
      const again = await moduleOf('cached.wasm', 3);
      assert.deepEqual(again.bytes, one.bytes);
      await server.saw(/cached\.cpp: as compiled before/);
      await sleep(20);
      writeFileSync(path('value.hpp'), '#define VALUE 2\n');
      const changed = await moduleOf('cached.wasm', 4);
      assert.notDeepEqual(changed.bytes, one.bytes);
    });

    test('a header is read once, whether it has a guard or not', async () => {
      writeFileSync(path('unguarded.hpp'), 'static long long seven() { return 7; }\n');
      const text = (n) => patch(`return jank_box_integer(seven() + ${n});`, '#include "unguarded.hpp"');
      for (const n of [1, 2]) {
        writeFileSync(path('unguarded.cpp'), text(n));
        await moduleOf('unguarded.wasm', n);
      }
    });

    test('an error in a header has its position there, and one behind it that of the source', async () => {
      const errors = (name) => page.next((m) => m.op === 'diagnostics' && m.diagnostics.some((d) => d.file === path(name)));
      writeFileSync(path('wrong.hpp'), '#pragma once\n\nint x = y;\n');
      writeFileSync(path('includes_wrong.cpp'), patch('return v;', '#include "wrong.hpp"'));
      const [inHeader] = (await errors('wrong.hpp')).diagnostics;
      assert.deepEqual([inHeader.line, inHeader.column, inHeader.severity], [3, 9, 'error']);
      writeFileSync(path('wrong.hpp'), '#pragma once\n');
      await moduleOf('includes_wrong.wasm');
      writeFileSync(path('includes_wrong.cpp'), patch('return z;', '#include "wrong.hpp"'));
      const [inSource] = (await errors('includes_wrong.cpp')).diagnostics;
      assert.deepEqual([inSource.line, inSource.column], [3, 44]);
      assert.match(inSource.source, /return z;/);
    });

    test('what is wrong with one file is shown as long as it is, whatever happens to others', async () => {
      const shown = () => page.got.findLast((m) => m.op === 'diagnostics').diagnostics.map((d) => d.message);
      writeFileSync(path('one.cpp'), patch('return unknown_one;'));
      await until(() => shown().some((m) => /unknown_one/.test(m)), 'the first');
      writeFileSync(path('two.cpp'), patch('return unknown_two;'));
      await until(() => shown().some((m) => /unknown_one/.test(m)) && shown().some((m) => /unknown_two/.test(m)), 'both');
      writeFileSync(path('one.cpp'), patch('return v;'));
      await moduleOf('one.wasm');
      await until(() => !shown().some((m) => /unknown_one/.test(m)), 'less');
      assert.ok(shown().some((m) => /unknown_two/.test(m)));
      writeFileSync(path('two.cpp'), patch('return v;'));
      await moduleOf('two.wasm');
      await until(() => !shown().some((m) => /unknown/.test(m)), 'nothing');
    });

    test('includes that change between saves', async () => {
      writeFileSync(path('first.hpp'), '#define N 1\n');
      writeFileSync(path('second.hpp'), '#define N 2\n');
      const modules = [];
      for (const name of ['first', 'second', 'first']) {
        writeFileSync(path('other_includes.cpp'), patch('return jank_box_integer(N);', `#include "${name}.hpp"`));
        modules.push((await moduleOf('other_includes.wasm', modules.length + 1)).bytes);
      }
      assert.deepEqual(modules[0], modules[2]);
      assert.notDeepEqual(modules[0], modules[1]);
    });

    test('words of the standard library may be macros', async () => {
      writeFileSync(path('macros.hpp'), '#include <vector>\n#include <string>\n#define push_back insert_at_the_end\n');
      writeFileSync(path('macros.cpp'), patch('return jank_box_integer(std::vector<int>(3).size());', '#include "macros.hpp"'));
      await moduleOf('macros.wasm');
    });

    test('saves that follow each other: the last one counts', async () => {
      for (let n = 0; n < 6; n++) {
        writeFileSync(path('quick.cpp'), patch(`return jank_box_integer(${1000 + n});`, '#include <string>\n#include <vector>'));
        await sleep(25);
      }
      await until(() => {
        const last = page.modules.findLast((m) => m.path === 'quick.wasm');
        // i64.const 1005 as LEB128
        return last?.bytes.includes(Buffer.from([0x42, 0xed, 0x07]));
      }, 'the last save', 60000);
      const count = page.modules.filter((m) => m.path === 'quick.wasm').length;
      await sleep(300);
      assert.equal(page.modules.filter((m) => m.path === 'quick.wasm').length, count);
    });

    test('several files at once', async () => {
      for (let n = 0; n < 5; n++) writeFileSync(path(`many${n}.cpp`), patch(`return jank_box_integer(${n});`));
      for (let n = 0; n < 5; n++) await moduleOf(`many${n}.wasm`);
    });

    test('nothing is left behind', async () => {
      const left = () => readdirSync(server.path('work/patches')).filter((name) => /^[sd]\d+\.(o|d|wasm|ll|cpp)$/.test(name));
      await until(() => left().length === 0, 'no more of what was made on the way');
      assert.equal(existsSync(path('broken.o')), false);
    });

    if (resident === '1') {
      // Of the resident compiler, [pid, parent].
      const processes = () =>
        readdirSync('/proc')
          .filter((name) => /^\d+$/.test(name))
          .map((pid) => {
            try {
              return readFileSync(`/proc/${pid}/stat`, 'utf8').match(/^(\d+) \((.*)\) \S (\d+)/);
            } catch {
              return null; // it has ended meanwhile
            }
          })
          .filter((row) => row?.[2].startsWith('jank_patch_comp'))
          .map(([, pid, , parent]) => [Number(pid), Number(parent)]);
      const compiler = () => processes().find(([, parent]) => parent === server.process.pid)[0];
      const zygotes = () => processes().filter(([, parent]) => parent === compiler());

      test('headers are kept for those that were saved last, and no more', async () => {
        const names = ['array', 'bitset', 'deque', 'list', 'queue', 'stack'];
        for (const name of names) {
          writeFileSync(path(`${name}.cpp`), patch(`return v; /* std::${name} */`, `#include <${name}>`));
          await moduleOf(`${name}.wasm`);
        }
        await until(() => zygotes().length === 3, 'three processes');
        writeFileSync(path('array.cpp'), patch('std::array<int, 3> a{1, 2, 3}; return jank_box_integer(a[1]);', '#include <array>'));
        await moduleOf('array.wasm', 2);
        await until(() => zygotes().length === 3, 'three processes');
      });

      test('when a process that keeps headers ends, they are read again', async () => {
        for (const [pid] of zygotes()) process.kill(pid, 'SIGKILL');
        await until(() => zygotes().length === 0, 'their end');
        writeFileSync(path('array.cpp'), patch('return v;', '#include <array>'));
        await moduleOf('array.wasm', 3);
        assert.equal(zygotes().length, 1);
        assert.doesNotMatch(server.output, /the resident compiler ended/);
      });

      test('nothing of it outlives the server', async () => {
        const folder = makeFolders();
        const other = await Server.start({ folder, compile: true });
        const below = (pids) => processes().filter(([, parent]) => pids.includes(parent)).map(([pid]) => pid);
        const family = () => {
          const all = [other.process.pid];
          for (let from = 0; from < all.length; from++) all.push(...below([all[from]]));
          return all.slice(1);
        };
        const waiting = await Page.join(other);
        writeFileSync(other.path('patches/plain.cpp'), patch('return v;'));
        await until(() => waiting.modules.length === 1, 'a module', 60000);
        // The compiler, the keeper of headers, and the copy that stands by.
        await until(() => family().length === 3, 'three processes');
        const pids = family();
        await other.stop('SIGKILL');
        await until(() => !processes().some(([pid]) => pids.includes(pid)), 'their end');
        await other.remove();
      });

      test('when the resident compiler ends, others do its work', async () => {
        process.kill(compiler(), 'SIGKILL');
        await server.saw(/the resident compiler ended/);
        writeFileSync(path('after.cpp'), patch('return v;'));
        await moduleOf('after.wasm');
        // Headers that it had ready are precompiled for them.
        writeFileSync(path('array.cpp'), patch('return jank_box_integer(1);', '#include <array>'));
        await moduleOf('array.wasm', 4);
        assert.ok(readdirSync(server.path('work/patches')).some((name) => name.endsWith('.pch')));
      });
    }
  });
}
