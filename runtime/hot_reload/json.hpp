#pragma once

#include <string>
#include <string_view>

namespace jank::hot_reload {

// Writes JSON piece by piece; commas and quotes are its own business.
class json_writer {
public:
  json_writer &begin(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
    return *this;
  }
  json_writer &end(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
  }
  json_writer &key(std::string_view name) {
    text(name);
    out_ += ':';
    first_ = true;
    return *this;
  }
  json_writer &text(std::string_view value);
  json_writer &number(double value); // integers without fraction; null for what is no number
  std::string take() { return std::move(out_); }

private:
  void separate() {
    if(!first_) { out_ += ','; }
    first_ = false;
  }
  std::string out_;
  bool first_{true};
};

} // namespace jank::hot_reload
