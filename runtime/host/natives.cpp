#include "host/natives.hpp"

#include "host/describe.hpp"
#include "host/event.hpp"
#include "host/host.hpp"
#include "host/start.hpp"
#include "memory/heap.hpp"
#include "namespace/native.hpp"
#include "namespace/output.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/string.hpp"

#include <cstdlib>
#include <map>
#include <memory>

namespace jank::host {

using namespace object;

namespace {

using timer_table =
    std::map<std::int32_t, object_ref, std::less<>, memory::allocator<std::pair<std::int32_t const, object_ref>>>;

// Functions that wait for their time. Made on first use: the heap is there by then.
timer_table &timers() {
  static timer_table waiting;
  return waiting;
}
std::int32_t last_timer{};

object_ref after(object_ref, object_ref milliseconds, object_ref f) {
  double const delay{to_double(milliseconds)};
  timers()[++last_timer] = f;
  jank_host_after(delay, last_timer);
  return make_long(last_timer);
}

object_ref cancel(object_ref, object_ref timer) {
  return make_boolean(timers().erase(static_cast<std::int32_t>(to_long(timer))) > 0);
}

object_ref now(object_ref) { return make_double(jank_host_now_ms()); }

object_ref sleep(object_ref, object_ref milliseconds) {
  double const time{to_double(milliseconds)};
  if(!(time >= 0)) {
    throw_error(error_kind::illegal_argument,
                "sleep wants a time that is not negative, but was given " + to_readable(milliseconds));
  }
  ns::flush_out();
  if(jank_host_sleep(time) != 0) {
    throw_error(error_kind::illegal_state,
                "a page must not sleep: its event loop would stand still; call (jank.host/after ms f)");
  }
  return nil;
}

object_ref exit_process(object_ref, object_ref status) { jank_host_exit(static_cast<std::int32_t>(to_long(status))); }

object_ref env(object_ref, object_ref name) {
  if(!is<string>(name)) { throw_error(error_kind::type, "env wants a string, but was given " + to_readable(name)); }
  std::unique_ptr<char, void (*)(void *)> const value{jank_host_env(cast<string>(name)->bytes), std::free};
  return value != nullptr ? object_ref{make_string(value.get())} : nil;
}

string *expect_path(object_ref v, char const *function) {
  if(!is<string>(v)) {
    throw_error(error_kind::type,
                std::string{function} + " wants the path of a file as a string, but was given " + to_short_text(v));
  }
  return cast<string>(v);
}

[[noreturn]] void throw_file_error(char const *function) {
  std::unique_ptr<char, void (*)(void *)> const reason{jank_host_error(), std::free};
  throw_error(error_kind::illegal_state, std::string{function} + ": " + (reason ? reason.get() : "the file failed"));
}

object_ref read_file(object_ref, object_ref path) {
  std::uint32_t size{};
  std::unique_ptr<std::uint8_t, void (*)(void *)> const bytes{
      jank_host_read_file(expect_path(path, "read-file")->bytes, &size), std::free};
  if(!bytes) { throw_file_error("read-file"); }
  return object_ref{make_string({reinterpret_cast<char const *>(bytes.get()), size})};
}

object_ref write_file(object_ref, object_ref path, object_ref text) {
  if(!is<string>(text)) {
    throw_error(error_kind::type, "write-file wants text as a string, but was given " + to_short_text(text));
  }
  auto const content{cast<string>(text)->view()};
  auto const *const to{expect_path(path, "write-file")->bytes};
  if(jank_host_write_file(to, content.data(), static_cast<std::uint32_t>(content.size())) != 0) {
    throw_file_error("write-file");
  }
  return nil;
}

object_ref list_folder(object_ref, object_ref path) {
  std::unique_ptr<char, void (*)(void *)> const names{jank_host_list_folder(expect_path(path, "list-folder")->bytes),
                                                      std::free};
  if(!names) { throw_file_error("list-folder"); }
  std::string_view left{names.get()};
  object_ref result{empty_vector()};
  while(!left.empty()) {
    auto const end{std::min(left.find('\n'), left.size())};
    result = vector_conj(result, object_ref{make_string(left.substr(0, end))});
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return result;
}

object_ref file_exists(object_ref, object_ref path) {
  return make_boolean(jank_host_file_exists(expect_path(path, "file-exists?")->bytes) == 1);
}

object_ref hot(object_ref) { return make_boolean(is_hot()); }

ns::native const rows[]{
    {"hot?", "([])", "Whether this program can be changed while it runs: it was built with HOT_RELOAD=1.", {hot}},
    {"after",
     "([ms f])",
     "Calls f without arguments after ms milliseconds, from the event loop. Returns a number for cancel. What f throws "
     "is printed, and ends the program with status 1 on Node; a page and a REPL go on.",
     {after}},
    {"cancel", "([timer])", "Keeps the function of a timer from being called. True when it was waiting.", {cancel}},
    {"sleep",
     "([ms])",
     "Does nothing for ms milliseconds; timers wait, too. In a page, which must not, it throws: use after.",
     {sleep}},
    {"now-ms", "([])", "Milliseconds from an arbitrary origin, with fractions; it never goes back.", {now}},
    {"exit", "([status])", "Ends the process with a status; in a page the program stops.", {exit_process}},
    {"read-file",
     "([path])",
     "The text of the file, which is UTF-8. On Node a file of the machine, in a page one of the image's own.",
     {read_file}},
    {"write-file", "([path text])", "Makes text the content of the file, which is made if need be.", {write_file}},
    {"list-folder",
     "([path])",
     "A vector of the names in the folder, sorted; those of folders end in a slash.",
     {list_folder}},
    {"file-exists?", "([path])", "Is there a file at the path?", {file_exists}},
    {"env", "([name])", "The value of an environment variable, or nil. Always nil in a browser.", {env}},
};

} // namespace

void initialize_natives() { ns::define_natives("jank.host", rows, std::size(rows)); }

} // namespace jank::host

// Called by the host when a timer's time has come.
extern "C" __attribute__((used, visibility("default"))) void jank_host_timer_due(std::int32_t timer) {
  using namespace jank;
  auto const due{host::timers().find(timer)};
  if(due == host::timers().end()) { return; }
  memory::rooted<object_ref> const f{due->second};
  host::timers().erase(due);
  host::run_event(f);
}
