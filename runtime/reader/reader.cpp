#include "reader/reader.hpp"

#include "reader/parser.hpp"

#include "object/print.hpp"

namespace jank::reader {

namespace {

constexpr std::string_view byte_order_mark{"\xef\xbb\xbf"};

cursor begin_of(source_text const &source) {
  std::string_view text{source.text};
  if(text.starts_with(byte_order_mark)) { text.remove_prefix(byte_order_mark.size()); }
  return {text.data(), text.data() + text.size(), {source.first_line, 1}};
}

std::optional<object_ref> read_top_level(parser &p) {
  for(;;) {
    p.collecting = false;
    item const i{next(p)};
    switch(i.what) {
    case item_kind::form: return i.form;
    case item_kind::nothing: break;
    case item_kind::closing:
      fail(p, i.at, std::string{"unmatched "} + *p.text.here, "nothing that it could close is open");
    case item_kind::end: return std::nullopt;
    }
  }
}

} // namespace

reader::reader(source_text const &source, read_options options) : state_{std::make_unique<parser>(source, positions_)} {
  state_->options = std::move(options);
  state_->text = begin_of(source);
}

reader::reader(source_text const &source, edn_tags tags) : reader{source} {
  state_->is_edn = true;
  state_->tags = std::move(tags);
}

reader::~reader() = default;

std::optional<object_ref> reader::read() {
  parser &p{*state_};
  positions_.clear();
  p.forms.clear();
  p.places.clear();
  p.literal = nullptr;
  p.depth = 0;
  p.syntax_quotes = 0;
  p.discarding = 0;
  p.keeping = 0;
  p.incomplete = false;
  position const start{p.text.at};
  try {
    return read_top_level(p);
  } catch(thrown_by_tag const &e) { object::throw_value(e.thrown.value); } catch(object::thrown_value const &thrown) {
    // Making maps and sets hashes and compares their elements, which refuses what is nested too deep.
    fail(p, start, object::to_text(object::error_message(thrown.value)));
  }
}

position reader::where() const { return state_->text.at; }
std::size_t reader::offset() const {
  return state_->text.here == nullptr ? 0 : static_cast<std::size_t>(state_->text.here - state_->source.text.data());
}
bool reader::incomplete() const { return state_->incomplete; }

} // namespace jank::reader
