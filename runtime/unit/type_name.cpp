#include "unit/type_name.hpp"

#include <cctype>
#include <optional>
#include <string_view>

#ifdef JANK_HOT_RELOAD
#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#endif

namespace jank::unit {

namespace {

// What is thrown in practice: classes, in namespaces, that are no templates, and what C++ has of itself, and pointers to such. The names
// are those of the Itanium C++ ABI, 5.1. Its whole grammar, with __cxa_demangle, is 65 kB, which only hot images have.
class mangled_name {
public:
  explicit mangled_name(std::string_view text) : text_{text} {}

  std::optional<std::string> read() {
    auto name{type()};
    return text_.empty() ? name : std::nullopt;
  }

private:
  bool take(std::string_view prefix) {
    if(!text_.starts_with(prefix)) { return false; }
    text_.remove_prefix(prefix.size());
    return true;
  }

  std::optional<std::string> type() {
    struct builtin {
      std::string_view letter;
      char const *name;
    };
    constexpr builtin builtins[]{
        {"b", "bool"},  {"c", "char"},           {"a", "signed char"}, {"h", "unsigned char"},
        {"s", "short"}, {"t", "unsigned short"}, {"i", "int"},         {"j", "unsigned int"},
        {"l", "long"},  {"m", "unsigned long"},  {"x", "long long"},   {"y", "unsigned long long"},
        {"f", "float"}, {"d", "double"},         {"v", "void"},        {"Dn", "std::nullptr_t"},
    };
    if(take("P")) {
      bool const constant{take("K")};
      auto pointed{type()};
      if(pointed) { *pointed += constant ? " const*" : "*"; }
      return pointed;
    }
    for(builtin const &b : builtins) {
      if(take(b.letter)) { return b.name; }
    }
    if(take("N")) {
      std::string name{take("St") ? "std" : ""};
      while(!take("E")) {
        auto const part{source_name()};
        if(!part) { return std::nullopt; }
        name += (name.empty() ? "" : "::") + *part;
      }
      return name;
    }
    bool const standard{take("St")};
    auto const name{source_name()};
    if(!name) { return std::nullopt; }
    return standard ? "std::" + *name : *name;
  }

  std::optional<std::string> source_name() {
    std::size_t size{};
    while(!text_.empty() && std::isdigit(static_cast<unsigned char>(text_.front())) != 0) {
      size = size * 10 + static_cast<std::size_t>(text_.front() - '0');
      text_.remove_prefix(1);
    }
    if(size == 0 || size > text_.size()) { return std::nullopt; }
    std::string name{text_.substr(0, size)};
    text_.remove_prefix(size);
    return name.starts_with("_GLOBAL__N") ? "(anonymous namespace)" : name;
  }

  std::string_view text_;
};

std::string demangled(char const *name) {
#ifdef JANK_HOT_RELOAD
  int status{};
  std::unique_ptr<char, void (*)(void *)> const readable{abi::__cxa_demangle(name, nullptr, nullptr, &status),
                                                         std::free};
  if(status == 0) { return readable.get(); }
#endif
  return name;
}

} // namespace

std::string readable_type_name(std::type_info const *t) {
  if(t == nullptr) { return "a foreign exception"; }
  auto const name{mangled_name{t->name()}.read()};
  return name ? *name : demangled(t->name());
}

} // namespace jank::unit
