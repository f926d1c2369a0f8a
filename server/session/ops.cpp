#include "session/ops.hpp"

#include <algorithm>
#include <string>

namespace jank::server {

namespace {

// Of operations that print values.
constexpr std::string_view keys_of_printing{
    "nrepl.middleware.print/print nrepl.middleware.print/options nrepl.middleware.print/quota "
    "nrepl.middleware.print/stream? nrepl.middleware.print/buffer-size"};

constexpr op_description ops[]{
    {"clone", false, "Makes a session that begins with what the given one has; its name is new-session.", "",
     "session"},
    {"close", false, "Ends a session.", "session", ""},
    {"describe", false, "Tells the operations and versions there are.", "", "verbose? session"},
    {"ls-sessions", false, "Lists the names of all sessions.", "", ""},
    {"interrupt", false, "Stops the request of a session, or the one of that id.", "", "session interrupt-id"},
    {"stdin", false, "Gives a session text to read; an empty text is the end of input.", "stdin", "session"},
    {"jank/pages", false, "Lists the running images.", "", ""},
    {"jank/page", false, "Binds a session to a page by its name; an empty one, to whichever there is.", "session page",
     ""},
    {"eval", true, "Evaluates the forms of a text in turn.", "code", "session ns file line column page", true},
    {"load-file", true, "Evaluates a text as a file, as a whole.", "file", "session file-path file-name page", true},
    {"completions", true, "Lists what begins with a prefix.", "prefix", "ns session options"},
    {"complete", true, "The same as completions.", "prefix", "ns session options"},
    {"lookup", true, "Tells what a symbol names, under info.", "sym", "ns session"},
    {"info", true, "Tells what a symbol names.", "sym", "ns session"},
    {"eldoc", true, "Tells the arguments of what a symbol names.", "sym", "ns session"},
    {"ns-list", true, "Lists the namespaces.", "", "session"},
    {"ns-vars", true, "Lists the public vars of a namespace.", "", "ns session"},
    {"apropos", true, "Lists the public vars whose names contain a text.", "query", "session"},
    {"macroexpand", true, "Expands a form.", "code", "ns expander session"},
    {"stacktrace", true, "Tells the causes of the session's last error, with their calls.", "", "session"},
    {"analyze-last-stacktrace", true, "The same as stacktrace.", "", "session"},
    {"reload", true, "Loads files of the server anew, as one transaction.", "files", "dependents session"},
};

void add_keys(json::object &keys, std::string_view names) {
  while(!names.empty()) {
    std::string_view const name{names.substr(0, names.find(' '))};
    keys[name] = "";
    names.remove_prefix(std::min(name.size() + 1, names.size()));
  }
}

} // namespace

bool is_page_op(std::string_view name) {
  if(name.starts_with(twin_prefix)) { name.remove_prefix(twin_prefix.size()); }
  return std::ranges::any_of(ops, [name](op_description const &op) { return op.of_page && op.name == name; });
}

json::object describe_ops(bool verbose) {
  json::object all;
  for(op_description const &op : ops) {
    json::object about;
    if(verbose) {
      json::object required;
      json::object optional;
      add_keys(required, op.required);
      add_keys(optional, op.optional);
      if(op.prints) { add_keys(optional, keys_of_printing); }
      about["doc"] = op.doc;
      about["requires"] = std::move(required);
      about["optional"] = std::move(optional);
      about["returns"] = json::object{};
    }
    if(op.of_page) { all[std::string{twin_prefix} + std::string{op.name}] = about; }
    all[op.name] = std::move(about);
  }
  return all;
}

} // namespace jank::server
