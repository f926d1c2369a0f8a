/* The patch ABI: what a C or C++ file needs to give a running jank image new functions, and to use the image's values.
 *
 * A patch
 *
 *     #include <jank/patch.h>
 *
 *     static jank_value ggg(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + 60); }
 *
 *     JANK_PATCH({"user/ggg", "1", JANK_FUNCTION(ggg)})
 *
 * is compiled by `emcc ggg.cpp -o ggg.wasm -sSIDE_MODULE=1 -O2 -fPIC -I include` and loaded into a hot image by
 * `(jank.hot/load-patch "ggg.wasm")` or jank_hot_reload_load_patch. The var user/ggg then holds the new function; whoever calls it next
 * gets it, calls in flight end in the old one. The same file given to `emscripten-bundle --lib` becomes part of the program:
 * its functions are bound when the image starts.
 *
 * Contract
 *   - A patch names no addresses and no numbers; the same file may be loaded any number of times, each with its own static data.
 *     Its functions need not be static, nor their names unique.
 *   - Loading is all or nothing: every function of the table is checked first, and when one cannot be bound, none is.
 *   - A function takes and returns values. With signature "2" it is `jank_value f(jank_value, jank_value)`; with "1+" the
 *     last parameter is a list of the further arguments, or nil. At most 20 parameters. The image checks it against the code.
 *   - Values are words: compare them with == for identity only. A value is kept alive while a function of the patch runs that was
 *     called from jank: the collector waits. To keep one longer (in static data of the patch, say) put it into a global
 *     variable: the patch's data are roots. Never keep one in memory from malloc.
 *   - jank's exceptions are C++ exceptions: compiled with -fwasm-exceptions, C++ frames run their destructors when one passes, and
 *     `catch (...)` catches it; jank_caught then tells the value. To throw, call jank_throw, or throw a C++ exception. Without that
 *     flag, and in C, exceptions pass, and jank_try_call catches.
 *
 * Refused, with a message that says why, and nothing changed: a file that is no wasm side module, or only a part of one; a
 * patch for another version of this ABI; a missing table; an import that the image does not have; a name without namespace, or one whose
 * namespace the image does not have; a signature that is not the function's; an exception while the patch starts.
 */
#ifndef JANK_PATCH_H
#define JANK_PATCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One word. nil is the null pointer; everything else is opaque. */
typedef void *jank_value;

/* One function of a patch. */
struct jank_patch_symbol {
  char const *qualified_name; /* "namespace/name" of the var */
  char const *signature;      /* the number of parameters, "0" to "20"; with a plus: and any number more, "1+" */
  void *function;
};

/* numbers; unboxing something else throws a type error */
jank_value jank_box_integer(int64_t value);
int64_t jank_unbox_integer(jank_value value);
jank_value jank_box_double(double value);
double jank_unbox_double(jank_value value);

/* nil, truth, equality, hash */
jank_value jank_nil_value(void);
jank_value jank_boolean(int truth);
int jank_truthy(jank_value value);
int jank_is_nil(jank_value value);
int jank_values_equal(jank_value a, jank_value b);

/* text is UTF-8; the bytes of a string live as long as the string */
jank_value jank_make_string(char const *text);
jank_value jank_make_string_of(char const *bytes, size_t count);
char const *jank_string_bytes(jank_value string, size_t *count);
/* printed: readably (as pr-str) or as str does */
jank_value jank_to_string(jank_value value, int readably);

/* names; ns may be empty or null */
jank_value jank_make_keyword(char const *ns, char const *name);
jank_value jank_make_symbol(char const *ns, char const *name);

/* collections from `count` values; a map takes keys and values in turn, `count` is the number of both together */
jank_value jank_make_vector(int count, jank_value const *values);
jank_value jank_make_list(int count, jank_value const *values);
jank_value jank_make_map(int count, jank_value const *keys_and_values);
jank_value jank_make_set(int count, jank_value const *values);
int64_t jank_count(jank_value collection);
jank_value jank_nth(jank_value collection, int64_t index);
jank_value jank_get(jank_value collection, jank_value key); /* nil when it is not there */
jank_value jank_assoc(jank_value collection, jank_value key, jank_value value);
jank_value jank_conj(jank_value collection, jank_value value);
/* seq of a collection or nil when it is empty; first and next of a seq */
jank_value jank_seq(jank_value collection);
jank_value jank_first(jank_value seq);
jank_value jank_next(jank_value seq);

/* calls; an unknown var throws */
jank_value jank_call(jank_value function, int count, jank_value const *arguments);
jank_value jank_call_var(char const *ns, char const *name, int count, jank_value const *arguments);
jank_value jank_deref_var(char const *ns, char const *name);
jank_value jank_deref(jank_value reference);
void jank_println(int count, jank_value const *values);
/* a value that calls `function`, which must take `arity` values: this is not checked */
jank_value jank_make_fn_wrapper(void *function, int arity);

/* throws; jank_throw_message throws what (ex-info message {}) makes */
void jank_throw(jank_value value) __attribute__((noreturn));
void jank_throw_message(char const *message) __attribute__((noreturn));
/* inside a C++ catch block: the value that was thrown; for a C++ exception the object that `(catch :default e)` is given. nil elsewhere */
jank_value jank_caught(void);
/* a call that does not throw: what the function returns, with *thrown 0; or the value it threw, as jank_caught tells it, with *thrown 1 */
jank_value jank_try_call(jank_value function, int count, jank_value const *arguments, int *thrown);

/* a C++ pointer as a value; unwrapping anything else throws */
jank_value jank_wrap_pointer(void *pointer);
void *jank_unwrap_pointer(jank_value value);

/* For the host of an image (JavaScript, C++), in hot images. `table` names the patch's table function, or is null for what
 * JANK_PATCH makes. 0, or a status that is not 0 with the reason in jank_hot_reload_last_error (valid until the next load). */
int jank_hot_reload_load_patch(char const *path, char const *table);
char const *jank_hot_reload_last_error(void);
/* JSON; valid until the next call. */
char const *jank_hot_reload_get_stats(void);
/* The number of the generation in force: the last load that changed a definition and was not undone. 0: the image as it started. */
unsigned jank_hot_reload_generation(void);
/* How long a form or a patch was on its way to the image, for the stage "send" of the statistics. */
void jank_hot_reload_note_send(double milliseconds);

/* What JANK_PATCH calls in a program that the file is linked into. */
void jank_register_patch(const struct jank_patch_symbol *symbols, int count);

#ifdef __cplusplus
}
#endif

/* The shortest way: the function's export is named like the var, and its parameters are counted. No table is needed. For files that are
 * loaded; a file that is linked into a program needs the table.
 *
 *     JANK_BIND("user/ggg") jank_value ggg(jank_value v) { return jank_box_integer(jank_unbox_integer(v) + 60); }
 */
#ifdef JANK_PATCH_LINKED
#define JANK_BIND(qualified_name)                                                                                      \
  _Pragma("GCC error \"JANK_BIND is for patches that are loaded; a linked file needs JANK_PATCH({...})\"")
#elif defined(__cplusplus)
#define JANK_BIND(qualified_name) extern "C" __attribute__((export_name(qualified_name), visibility("hidden")))
#else
#define JANK_BIND(qualified_name) __attribute__((export_name(qualified_name), visibility("hidden")))
#endif

/* A function as a table's entry. */
#define JANK_FUNCTION(f) ((void *)(f))

/* The table of the patch. The name of its function carries the version of this ABI, so that no byte of the patch need say it. */
#ifdef JANK_PATCH_LINKED
#define JANK_PATCH(...)                                                                                                \
  static const struct jank_patch_symbol jank_patch_table_[] = {__VA_ARGS__};                                           \
  __attribute__((constructor)) static void jank_patch_register_(void) {                                                \
    jank_register_patch(jank_patch_table_, sizeof(jank_patch_table_) / sizeof(jank_patch_table_[0]));                  \
  }
#else
#ifdef __cplusplus
#define JANK_PATCH_EXPORT_ extern "C" __attribute__((visibility("default"), used))
#else
#define JANK_PATCH_EXPORT_ __attribute__((visibility("default"), used))
#endif
#define JANK_PATCH(...)                                                                                                \
  static const struct jank_patch_symbol jank_patch_table_[] = {__VA_ARGS__};                                           \
  JANK_PATCH_EXPORT_ const struct jank_patch_symbol *jank_patch_v1(int *count) {                                       \
    *count = sizeof(jank_patch_table_) / sizeof(jank_patch_table_[0]);                                                 \
    return jank_patch_table_;                                                                                          \
  }
#endif

#endif
