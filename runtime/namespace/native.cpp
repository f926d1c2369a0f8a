#include "namespace/native.hpp"

#include "namespace/linked_native.hpp"

#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/list.hpp"

#include <cstring>
#include <string>
#include <vector>

namespace jank::ns {

namespace {

// Reads what stands in `arglists`: symbols in vectors in a list. (The reader is a layer above this one.)
class arglists_parser {
public:
  explicit arglists_parser(std::string_view text) : text_{text} {}

  object_ref parse() {
    skip_spaces();
    if(at_ == text_.size()) { fail(); }
    char const c{text_[at_]};
    if(c == '(') { return make_list_of(collect(')')); }
    if(c == '[') {
      auto const items{collect(']')};
      return make_vector(items.data(), items.size());
    }
    std::size_t const begin{at_};
    at_ = std::min(text_.find_first_of(" ()[]", at_), text_.size());
    if(at_ == begin) { fail(); }
    return object_ref{make_symbol(text_.substr(begin, at_ - begin))};
  }

private:
  using items = std::vector<object_ref, memory::allocator<object_ref>>;

  static object_ref make_list_of(items const &v) { return make_list(v.data(), v.size()); }

  items collect(char close) {
    items result;
    ++at_;
    for(skip_spaces(); at_ < text_.size() && text_[at_] != close; skip_spaces()) { result.push_back(parse()); }
    if(at_ == text_.size()) { fail(); }
    ++at_;
    return result;
  }

  void skip_spaces() {
    while(at_ < text_.size() && text_[at_] == ' ') { ++at_; }
  }

  [[noreturn]] void fail() const {
    throw_error(error_kind::illegal_argument,
                "a native's arglists are a list of vectors of symbols, not: " + std::string{text_});
  }

  std::string_view text_;
  std::size_t at_{};
};

// Functions of natives stay for the life of the image, and so do their types and names.
function_type *make_native_type(std::string const &qualified, linked_native const &row) {
  auto *const name{static_cast<char *>(memory::allocate_root(qualified.size() + 1))};
  std::memcpy(name, qualified.c_str(), qualified.size() + 1);
  auto *const t{::new (memory::allocate_root(sizeof(function_type))) function_type{}};
  std::vector<arity_entry> const fixed(row.arities.begin(), row.arities.end());
  fill_function_type(*t, name, fixed.data(), static_cast<int>(fixed.size()), row.variadic.required, row.variadic.code,
                     0);
  return t;
}

} // namespace

void define_native(linked_native const &row, native_documentation_row const *documentation) {
  var *const v{intern_var(row.space, row.name)};
  function_type *const type{make_native_type(std::string{row.space} + '/' + row.name, row)};
  object_ref metadata{nil};
  if(documentation != nullptr) {
    metadata = make_map({make_keyword("arglists"), arglists_parser{documentation->arglists}.parse(),
                         make_keyword("doc"), object_ref{make_string(documentation->doc)}});
  }
  define(v, object_ref{make_function(type)}, metadata);
  v->origin = make_keyword("native");
}

void define_natives(char const *ns_name, native const *table, std::size_t count) {
  for(std::size_t i{0}; i < count; ++i) {
    native const &row{table[i]};
    native_documentation_row const documentation{row.arglists, row.doc};
    define_native({ns_name, row.name, row.arities, row.variadic}, &documentation);
  }
}

} // namespace jank::ns
