#include "steps.hpp"

#include "tools.hpp"

namespace jank::resident {

namespace json = llvm::json;

std::vector<std::string> read_words(json::Array const *list) {
  std::vector<std::string> words;
  if(list == nullptr) { return words; }
  for(json::Value const &word : *list) { words.push_back(word.getAsString().value_or("").str()); }
  return words;
}

std::vector<std::vector<std::string>> read_steps(json::Object const &message) {
  std::vector<std::vector<std::string>> steps;
  if(json::Array const *const list{message.getArray("steps")}) {
    for(json::Value const &step : *list) { steps.push_back(read_words(step.getAsArray())); }
  }
  return steps;
}

int run_steps(std::vector<std::vector<std::string>> const &steps) {
  for(std::vector<std::string> const &step : steps) {
    if(int const status{run_tool(step)}; status != 0) { return status; }
  }
  return 0;
}

} // namespace jank::resident
