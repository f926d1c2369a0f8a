#pragma once

// What the image asks of the JavaScript it runs under: Node, a page, or a Worker. Written in JavaScript (library.js, repl.js), called
// from C++.
//
// Paths. On Node they are paths of the real file system, relative to the process's working directory. Elsewhere they are paths of
// emscripten's file system in memory; an image linked without one (a normal image that uses no files) has no files at all.
//
// Output. stdio's streams end in library.js too: what is flushed appears at once, an unfinished line included. In a page whole
// lines reach the console; the rest waits for its end of line or for jank_host_exit.
//
// Errors. A function that can fail returns null, -1 or a nonzero status and leaves the reason for `jank_host_error`.

#include <cstdint>

extern "C" {

// The file's bytes, followed by a NUL that `*size` does not count; the caller frees them. Null when it cannot be read.
std::uint8_t *jank_host_read_file(char const *path, std::uint32_t *size);
// Writes the whole file, or leaves what was there: a reader never sees a half-written one. 0, or -1.
std::int32_t jank_host_write_file(char const *path, void const *bytes, std::uint32_t size);
// 1 for a file that can be opened, 0 for anything else.
std::int32_t jank_host_file_exists(char const *path);
// When the file was last changed, in milliseconds since 1970; -1 when there is none.
double jank_host_file_time(char const *path);
// The names in a folder, sorted, one a line; those of folders end in a slash. The caller frees them. Null when it is no folder.
char *jank_host_list_folder(char const *path);
// Compiles a C or C++ file to a side module, on Node, with emcc: the one in the environment variable JANK_EMCC, else the one on PATH;
// JANK_INCLUDE is the folder of jank/patch.h. The module's bytes; the caller frees them. Null, with the compiler's messages as the
// reason, when that does not succeed.
std::uint8_t *jank_host_compile_patch(char const *path, std::uint32_t *size);
// Why the last of the functions above failed, as in "no such file: 'a/b.jank'"; the caller frees it.
char *jank_host_error();

// Milliseconds from an arbitrary origin, monotonic, with fractions.
double jank_host_now_ms();
// Does nothing for that long; -1 where that is not allowed: in a page.
std::int32_t jank_host_sleep(double milliseconds);
// Whether a program ends when its event loop meets an error that nobody catches: on Node. A page goes on.
std::int32_t jank_host_ends_on_error();
// Has jank_host_timer_due(timer) called from the event loop after that many milliseconds.
void jank_host_after(double milliseconds, std::int32_t timer);
// The environment variable, or null where there is none (always, in a browser); the caller frees it.
char *jank_host_env(char const *name);
// Writes out what is buffered and ends the process. In a page the image stops and its status is shown.
[[noreturn]] void jank_host_exit(std::int32_t code);

// Faults (unit/guard.hpp). The numbers are the bits of no value.
enum jank_host_fault : std::int32_t { jank_host_no_fault = 0, jank_host_stack_exhausted = 26, jank_host_trapped = 34 };
// Calls jank_guarded_body(f, context) and tells how it ended; exceptions go on. After a fault the shadow stack is where `stack` says.
std::int32_t jank_host_guard(void (*f)(void *), void *context, std::uintptr_t stack);
// The same with jank_try_body(body), which throws no exception. Its value, or the fault.
std::uintptr_t jank_host_try(std::uintptr_t body, std::uintptr_t stack);
// What the last fault was; the caller frees it. Its calls, as a number like those of jank_host_capture_trace.
char *jank_host_fault_message();
std::int32_t jank_host_fault_trace();

// Traces (unit/trace.hpp). Notes the running calls; a number for them, never 0. They are kept until they are released.
std::int32_t jank_host_capture_trace();
void jank_host_release_trace(std::int32_t trace);
// The calls of that number that are wasm's, the innermost first, each a line "name TAB url TAB function index TAB offset" (decimal, in the
// module's bytes); the caller frees it. Null when they were released.
char *jank_host_trace_text(std::int32_t trace);
// Where the code at that offset of the image was written: "function TAB file TAB line TAB column"; the caller frees it. A function that
// ends in " (try)" is the body of one. Null when it is unknown: in images that were not optimised after linking, always.
char *jank_host_position(std::uint32_t offset);
// The index of the function in a table slot among the functions of its module; -1 for none.
std::int32_t jank_host_function_index(std::uint32_t slot);
// The next line of standard input without its end, waiting for it; the caller frees it. Null at the end of the input. Hot images on
// Node only.
char *jank_host_read_line();

// What evaluating a text of the REPL came to. The numbers are part of the contract with repl.js.
enum jank_host_evaluation : std::int32_t {
  jank_host_value = 0,      // *result: the printed values, one a line
  jank_host_incomplete = 1, // the text ends inside a form: more lines are wanted; *result is not used
  jank_host_failed = 2,     // *result: the whole message
};
// Evaluates every form of `text`. `*result` is allocated with malloc, freed by the caller, UTF-8; null stands for no text.
typedef std::int32_t (*jank_host_evaluate)(char const *text, char **result);
// What stands before "=> " in the prompt: the current namespace. Allocated with malloc, freed by the caller.
typedef char *(*jank_host_prompt)();

// Starts the REPL on standard input and returns at once: lines are evaluated from the event loop. On a terminal with line editing,
// history, and prompts; otherwise it reads to the end of the input. Ends the process with status 0, or 1 when the input ended
// inside a form. Hot images on Node only: -1 elsewhere.
std::int32_t jank_host_repl(jank_host_evaluate evaluate, jank_host_prompt prompt);
}
