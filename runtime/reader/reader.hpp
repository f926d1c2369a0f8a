#pragma once

// Text to forms.

#include "object/symbol.hpp"
#include "reader/source.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace jank::reader {

struct parser;

// What becomes of #?(...): a file's branches are chosen from; data may be kept as it is written, or must not have any.
enum class conditional_mode : std::uint8_t { choose, keep, refuse };

struct read_options {
  conditional_mode conditionals{conditional_mode::choose};
  std::vector<std::string> features{}; // besides :jank and :default
};

// Reads the forms of a source one after the other. Lists get {:line :column} metadata as in Clojure. Every form that is an object
// of its own is entered in `positions`; keywords and empty collections, which are shared, are not. Syntax quote is expanded
// while reading (symbols resolve in the current namespace). Reading collects nothing, even where it calls jank code (the functions behind
// tags, #=); what it returned is the caller's to root. The source must outlive the reader.
class reader {
public:
  // Makes the value of a tagged element of EDN. It may call jank code, with collection delayed.
  using edn_tags = std::function<object_ref(object::symbol *tag, object_ref form)>;

  explicit reader(source_text const &source, read_options options = {});
  // Reads EDN (edn-format.org): values alone. Syntax that means code (quotes, functions, regular expressions, names that depend on the
  // current namespace) is refused. What `tags` throws passes through `read` as it is.
  reader(source_text const &source, edn_tags tags);
  ~reader();
  reader(reader const &) = delete;
  reader &operator=(reader const &) = delete;

  // The next form, or nothing at the end. Throws source_error, after which the rest of the text has no meaning.
  // `positions` is cleared first.
  std::optional<object_ref> read();
  position_table &positions() { return positions_; } // of the form that was read last
  position where() const;                            // of the next character
  std::size_t offset() const;                        // of the next character, in bytes
  // True when the error that was thrown last is "the text ended inside a form": a REPL asks for more lines then.
  bool incomplete() const;

private:
  position_table positions_;
  std::unique_ptr<parser> state_;
};

} // namespace jank::reader
