#pragma once

// `jank batch`: conformance suites in one process.
//
// Reads file paths from standard input, one a line, and answers for each, in order, with one line on standard output, flushed at once:
//
//   PATH<TAB>OUTCOME
//
//   value EDN                        the value of the file's last form, as pr-str gives it
//   throw EDN                        a value that the program threw and did not catch
//   error KIND [nosource] : TEXT     KIND is reader, compiler or runtime (what the runtime itself threw: types, arities, traps, files);
//                                    nosource stands there when the error has no position
//   unsupported TEXT                 the file asks for what this dialect leaves out on purpose: classes, members, C++
//
// Line ends inside an outcome are written as \n, other control characters as blanks. What programs print goes to standard error.
//
// Each file begins in the namespace `user` with clojure.core referred, in the image as it was before the first one: afterwards the
// namespaces, what their symbols mean, the roots, metadata and watches of all vars, bindings, and which namespaces are loaded are put
// back. (What lies inside values that can change, atoms of the library say, is not.) A trap or an exhausted stack is an error, and the
// process goes on. A blank line is left out. The end of the input ends the process, with status 0.

#include <string>
#include <vector>

namespace jank::host {

int run_batch(std::vector<std::string> const &arguments);

} // namespace jank::host
