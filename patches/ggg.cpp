// The shortest patch: one function, bound to the var its export is named after. No header is needed, and no table; the module
// has fewer than 200 bytes.
//
//   emcc patches/ggg.cpp -o ggg.wasm -sSIDE_MODULE=1 -O2 -fPIC
//   (jank.hot/load-patch "ggg.wasm")

extern "C" {

void *jank_box_integer(long long value);
long long jank_unbox_integer(void *value);

__attribute__((export_name("counter/ggg"))) void *ggg(void *v) { return jank_box_integer(jank_unbox_integer(v) + 60); }
}
