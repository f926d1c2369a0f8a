#include "session/printing.hpp"

#include "memory/interruption.hpp"
#include "namespace/output.hpp"
#include "namespace/printing.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/cut_text.hpp"
#include "object/number.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "session/answers.hpp"
#include "session/json.hpp"
#include "session/request.hpp"
#include "session/sessions.hpp"

#include <algorithm>
#include <cstdlib>

namespace jank::session {

using namespace object;

namespace {

constexpr std::string_view print_key{"nrepl.middleware.print/print"};
constexpr std::string_view options_key{"nrepl.middleware.print/options"};
constexpr std::string_view quota_key{"nrepl.middleware.print/quota"};
constexpr std::string_view stream_key{"nrepl.middleware.print/stream?"};
constexpr std::string_view buffer_key{"nrepl.middleware.print/buffer-size"};
constexpr std::string_view truncated{"nrepl.middleware.print/truncated"};
constexpr std::string_view truncated_keys{"nrepl.middleware.print/truncated-keys"};

constexpr std::int64_t usual_piece{1024}; // bytes
constexpr std::int64_t usual_quota{1 << 20};
constexpr std::int64_t largest_quota{(1 << 30) - 1};
// Of JSON: a connection takes no message that is longer than 16 MB.
constexpr std::size_t largest_value{15 << 20};

std::int64_t whole_number(object_ref v, std::int64_t otherwise) {
  if(is_long(v)) { return std::max<std::int64_t>(as_long(v), 0); }
  if(!is<string>(v) || cast<string>(v)->view().empty()) { return otherwise; }
  std::string const digits{cast<string>(v)->view()};
  bool const number{std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })};
  return number ? std::strtoll(digits.c_str(), nullptr, 10) : otherwise;
}

std::size_t quota_of(request const &r) {
  return static_cast<std::size_t>(std::min(whole_number(r.get(quota_key), usual_quota), largest_quota));
}

// Where printing goes. One value is printed at a time.
class value_output {
public:
  explicit value_output(request const &r)
      : r_{r}, quota_{quota_of(r)}, streams_{is_wanted(r.get(stream_key))},
        piece_{static_cast<std::size_t>(
            std::clamp<std::int64_t>(whole_number(r.get(buffer_key), usual_piece), 1, 1 << 20))} {
    now = this;
  }
  ~value_output() { now = nullptr; }
  value_output(value_output const &) = delete;
  value_output &operator=(value_output const &) = delete;

  bool exceeded() const { return exceeded_; }
  std::size_t quota() const { return quota_; }

  // What else is printed nobody will see: whoever prints is stopped.
  static void take(std::uint32_t, std::string_view piece) {
    if(now != nullptr && !now->add(piece)) { throw memory::interruption{}; }
  }

  void finish() {
    if(!streams_) { fit_message(); }
    session &s{session_named(r_.session)};
    flush_output(s, true);
    std::string const ns{qualified_name(ns::current_namespace()->name)};
    if(streams_) {
      send_pieces(1);
      if(exceeded_) { r_.reply().status({truncated}).send(true); }
      r_.reply().text("ns", ns).send(true);
      return;
    }
    answer a{r_.reply()};
    a.text("value", text_).text("ns", ns);
    if(exceeded_) { a.value(truncated_keys, make_vector({make_string("value")})).status({truncated}); }
    a.send(true);
  }

private:
  bool add(std::string_view piece) {
    if(exceeded_) { return false; }
    std::string_view const kept{cut_text(piece, quota_ - printed_)};
    printed_ += kept.size();
    text_ += kept;
    exceeded_ = kept.size() < piece.size();
    if(streams_) { send_pieces(piece_); }
    return !exceeded_;
  }

  void fit_message() {
    std::string_view const kept{cut_text(text_, fitting(text_, largest_value))};
    exceeded_ = exceeded_ || kept.size() < text_.size();
    text_.resize(kept.size());
  }

  // Those that are at least that long.
  void send_pieces(std::size_t least) {
    if(text_.size() < least) { return; }
    flush_output(session_named(r_.session), true);
    std::string_view rest{text_};
    while(rest.size() >= least) {
      std::string_view piece{cut_text(rest, piece_)};
      // A character that is longer than the buffer.
      for(std::size_t n{1}; piece.empty(); ++n) { piece = cut_text(rest, n); }
      r_.reply().text("value", piece).send(true);
      rest.remove_prefix(piece.size());
    }
    text_.erase(0, text_.size() - rest.size());
  }

  static inline value_output *now{};

  request const &r_;
  std::size_t quota_;
  bool streams_;
  std::size_t piece_;
  std::string text_; // what has not been sent
  std::size_t printed_{};
  bool exceeded_{};
};

object_ref writer_of_values() {
  static object_ref const writer{ns::make_streaming_writer(value_output::take, 0, 0)};
  return writer;
}

// As most requests want it.
bool is_plain(request const &r) { return r.get(print_key).is_nil() && r.get(options_key).is_nil(); }

void print_value(request const &r, memory::rooted<object_ref> const &value, std::size_t quota) {
  if(is_plain(r)) { return ns::print_to(writer_of_values(), value); }
  object_ref const most{make_long(static_cast<std::int64_t>(quota))};
  call_rooted(jank_function("print-value"), r.message.get(), value.get(), most, writer_of_values());
}

} // namespace

// Bencode has no false: editors send an empty list, 0, or nothing.
bool is_wanted(object_ref flag) {
  if(flag.is_nil() || flag == jank_false) { return false; }
  if(is_long(flag)) { return as_long(flag) != 0; }
  if(is<string>(flag)) { return !cast<string>(flag)->view().empty() && cast<string>(flag)->view() != "false"; }
  return !is_vector(flag) || vector_count(flag) != 0;
}

void send_value(request const &r, object_ref value) {
  memory::rooted<object_ref> const held{value};
  value_output output{r};
  std::size_t const depth{ns::binding_depth()};
  try {
    print_value(r, held, output.quota());
  } catch(memory::interruption const &) {
    if(!output.exceeded()) { throw; }
    ns::pop_bindings_to(depth);
  }
  output.finish();
}

} // namespace jank::session
