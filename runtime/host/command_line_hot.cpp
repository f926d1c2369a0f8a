#include "host/command_line.hpp"

#include "host/batch.hpp"
#include "host/host.hpp"
#include "host/repl.hpp"
#include "host/start.hpp"
#include "hot_reload/compile.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/history.hpp"
#include "namespace/namespace.hpp"
#include "namespace/output.hpp"
#include "object/list.hpp"
#include "object/print.hpp"
#include "object/string.hpp"

#include <cstdio>

namespace jank::host {

namespace {

constexpr char usage[]{"usage: jank [--module-path PATH] run FILE [arguments]\n"
                       "       jank [--module-path PATH] -e EXPRESSION\n"
                       "       jank [--module-path PATH] repl\n"
                       "       jank [--module-path PATH] batch\n"
                       "       jank [--module-path PATH] compile [--object OUT.o] [--direct-object OUT.o] [--manifest "
                       "OUT] [--patch OUT.wasm] "
                       "FILE...\n"
                       "       jank --module-path PATH compile --libraries FOLDER NAMESPACE...\n"};

int usage_error(std::string const &message) {
  std::fprintf(stderr, "jank: %s\n%s", message.c_str(), usage);
  return 2;
}

using words = std::vector<std::string>;

void add_paths(std::string const &paths) {
  std::size_t from{};
  while(from <= paths.size()) {
    std::size_t const to{std::min(paths.find(':', from), paths.size())};
    if(to > from) { hot_reload::add_module_path(paths.substr(from, to - from)); }
    from = to + 1;
  }
}

// The folder a file lies in is where it finds its namespaces first.
void add_folder_of(std::string const &file) {
  std::size_t const slash{file.rfind('/')};
  hot_reload::add_module_path(slash == std::string::npos ? "." : file.substr(0, slash));
}

int run_file(words const &rest) {
  if(rest.empty()) { return usage_error("run wants a file"); }
  words const arguments(rest.begin() + 1, rest.end());
  add_folder_of(rest[0]);
  std::string program;
  int const status{reported([&] {
    std::vector<object::object_ref> values;
    for(std::string const &a : arguments) { values.push_back(object::make_string(a)); }
    ns::bind_root(ns::intern_var("clojure.core", "*command-line-args*"),
                  values.empty() ? object::nil : object::make_list(values.data(), values.size()));
    hot_reload::load_file(rest[0], &program);
    hot_reload::begin_history();
  })};
  return status != 0 ? status : run_main(program, arguments);
}

int run_expression(words const &rest) {
  if(rest.size() != 1) { return usage_error("-e wants one expression"); }
  return reported([&] {
    hot_reload::begin_history();
    reader::source_text const source{"<expression>", rest[0]};
    hot_reload::evaluate_text(source, nullptr, [](object::object_ref v) {
      if(v.is_some()) { ns::write_out(object::to_readable(v) + "\n"); }
    });
  });
}

int run_repl(words const &rest) {
  if(!rest.empty()) { return usage_error("repl takes no arguments"); }
  hot_reload::add_module_path(".");
  hot_reload::begin_history();
  return start_repl();
}

int run_compile(words const &rest) {
  hot_reload::compile_request request;
  for(std::size_t i{}; i < rest.size(); ++i) {
    std::string *const output{rest[i] == "--object"          ? &request.object
                              : rest[i] == "--direct-object" ? &request.direct_object
                              : rest[i] == "--manifest"      ? &request.manifest
                              : rest[i] == "--libraries"     ? &request.library_folder
                              : rest[i] == "--patch"         ? &request.patch
                                                             : nullptr};
    if(output != nullptr) {
      if(i + 1 == rest.size()) { return usage_error(rest[i] + " wants a file"); }
      *output = rest[++i];
    } else if(rest[i].starts_with("--")) {
      return usage_error("unknown option " + rest[i]);
    } else if(!request.library_folder.empty()) {
      request.libraries.push_back(rest[i]);
    } else {
      request.files.push_back(rest[i]);
      add_folder_of(rest[i]);
    }
  }
  if(request.files.empty() && request.libraries.empty()) { return usage_error("compile wants a file"); }
  return reported([&] { hot_reload::compile(request); });
}

struct command {
  char const *name;
  int (*run)(words const &rest);
};

constexpr command commands[]{
    {"run", run_file}, {"-e", run_expression}, {"repl", run_repl}, {"compile", run_compile}, {"batch", run_batch},
};

} // namespace

int run_command(words const &arguments) {
  std::size_t at{};
  while(at < arguments.size() && arguments[at] == "--module-path") {
    if(at + 1 == arguments.size()) { return usage_error("--module-path wants folders, separated by colons"); }
    add_paths(arguments[at + 1]);
    at += 2;
  }
  if(at == arguments.size()) {
    std::fputs(usage, stdout);
    return 0;
  }
  for(command const &c : commands) {
    if(arguments[at] == c.name) {
      return c.run({arguments.begin() + static_cast<std::ptrdiff_t>(at) + 1, arguments.end()});
    }
  }
  return usage_error("unknown command " + arguments[at]);
}

} // namespace jank::host
