# Where the calls of an optimised image were written: NAME.wasm.map.

load bundle

setup() {
  enter_directory
  printf '(defn fails [x]\n  (throw (ex-info "it fails" {:x x})))\n\n(defn -main [& _]\n  (println "before")\n  (str (fails\n         1)))\n' >app.jank
}

@test "an uncaught error of a normal build names the lines of the calls" {
  build app.jank
  status_is 0
  run --separate-stderr node out/app.js
  status_is 1
  says "before"
  says "error: it fails {:x 1}"
  says "at app/fails (app.jank:2:10)" || says "at user/fails (app.jank:2:10)"
  says "user/-main (app.jank:6:8)"
}

@test "a link by emcc itself keeps them too" {
  build --em-flag -O2 app.jank
  status_is 0
  run --separate-stderr node out/app.js
  status_is 1
  says "user/fails (app.jank:2:10)"
  says "user/-main (app.jank:6:8)"
}

@test "emcc's smallest program keeps them" {
  build --em-flag -O3 app.jank
  status_is 0
  run --separate-stderr node out/app.js
  status_is 1
  says "(app.jank:2:10)"
}

@test "the image itself holds nothing of them" {
  build app.jank
  status_is 0
  run node -e 'const m = new WebAssembly.Module(require("fs").readFileSync("out/app.wasm"));
    console.log(["jank.positions", "sourceMappingURL"].map((n) => WebAssembly.Module.customSections(m, n).length).join())'
  says "0,0"
}

@test "--no-line-table: functions and where they are defined" {
  build app.jank
  [[ -f out/app.wasm.map ]]
  build --no-line-table app.jank
  status_is 0
  [[ ! -e out/app.wasm.map ]]
  run --separate-stderr node out/app.js
  status_is 1
  says "user/fails (app.jank:1:"
  says "user/-main (app.jank:4:"
}

@test "a map that is damaged or was left behind costs the positions, not the error" {
  build app.jank
  status_is 0
  printf '{"version":3,"mappings":' >out/app.wasm.map
  run --separate-stderr node out/app.js
  status_is 1
  says "error: it fails {:x 1}"
  says "user/fails (app.jank:1:"
  rm out/app.wasm.map
  run --separate-stderr node out/app.js
  status_is 1
  says "user/fails (app.jank:1:"
}

@test "--source-map: the image names the map, which holds the sources" {
  build --source-map app.jank
  status_is 0
  run node -e 'const fs = require("fs");
    const m = new WebAssembly.Module(fs.readFileSync("out/app.wasm"));
    const section = new Uint8Array(WebAssembly.Module.customSections(m, "sourceMappingURL")[0]);
    console.log("url " + Buffer.from(section.subarray(1)));
    const map = JSON.parse(fs.readFileSync("out/app.wasm.map", "utf8"));
    const at = map.sources.findIndex((s) => s.endsWith("app.jank"));
    console.log("same " + (map.sourcesContent[at] == fs.readFileSync("app.jank", "utf8")));'
  says "url app.wasm.map"
  says "same true"
  run --separate-stderr node out/app.js
  says "user/fails (app.jank:2:10)"
}

@test "--source-map is refused where it means nothing" {
  build --source-map --no-line-table app.jank
  status_is 2
  HOT_RELOAD=1 build --source-map app.jank
  status_is 2
  wrote_nothing
}
