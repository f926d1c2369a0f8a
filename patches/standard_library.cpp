// The C++ standard library. Templates are compiled into the patch; what lies in the library itself (memory, the inside of std::string,
// exceptions) the patch takes from the image. libexec/bundle/exports.txt lists what an image has; a patch that needs something
// else is refused with its name.
//
//   emcc patches/standard_library.cpp -o standard_library.wasm -sSIDE_MODULE=1 -O2 -fPIC -fwasm-exceptions -I include -std=c++20
//   (jank.hot/load-patch "standard_library.wasm")
//   (user/words "the quick the lazy")  ; (["lazy" 1] ["quick" 1] ["the" 2])

#include <jank/patch.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

static std::string text(jank_value v) {
  size_t size;
  char const *const bytes = jank_string_bytes(v, &size);
  return {bytes, size};
}

static jank_value string(std::string const &s) { return jank_make_string_of(s.data(), s.size()); }

static jank_value vector_of(std::vector<jank_value> const &values) {
  return jank_make_vector(static_cast<int>(values.size()), values.data());
}

// How often each word of a text occurs, by word.
static jank_value words(jank_value v) {
  std::unordered_map<std::string, int64_t> counts;
  std::string word;
  for(char const c : text(v) + " ") {
    if(c != ' ') {
      word += c;
    } else if(!word.empty()) {
      ++counts[word];
      word.clear();
    }
  }
  std::map<std::string, int64_t> const sorted(counts.begin(), counts.end());
  std::vector<jank_value> rows;
  for(auto const &[name, count] : sorted) { rows.push_back(vector_of({string(name), jank_box_integer(count)})); }
  return jank_make_list(static_cast<int>(rows.size()), rows.data());
}

// Sorts strings by length, then as text. std::function, std::shared_ptr and std::to_string on the way.
static jank_value by_length(jank_value strings) {
  auto all = std::make_shared<std::vector<std::string>>();
  for(jank_value s = jank_seq(strings); !jank_is_nil(s); s = jank_next(s)) { all->push_back(text(jank_first(s))); }
  std::function<bool(std::string const &, std::string const &)> const before = [](auto const &a, auto const &b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  };
  std::sort(all->begin(), all->end(), before);
  std::vector<jank_value> result;
  for(std::string const &s : *all) { result.push_back(string(std::to_string(s.size()) + ":" + s)); }
  return vector_of(result);
}

JANK_PATCH({"user/words", "1", JANK_FUNCTION(words)}, {"user/by-length", "1", JANK_FUNCTION(by_length)})
