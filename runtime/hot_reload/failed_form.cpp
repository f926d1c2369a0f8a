#include "hot_reload/failed_form.hpp"

#include "hot_reload/evaluate.hpp"
#include "object/error.hpp"
#include "unit/rethrow.hpp"

namespace jank::hot_reload {

using namespace object;

namespace {

std::string place;
bool is_known{};
// What was thrown, by which the error is known again: jank's handlers throw a value again as another exception. nil for what is no value.
// Static data is a root of the collector.
object_ref thrown{nil};

object_ref value_of(std::exception_ptr const &e) {
  try {
    unit::rethrow(e);
  } catch(thrown_value const &t) { return t.value; } catch(...) {
    return nil;
  }
}

} // namespace

void forget_failed_form() {
  is_known = false;
  place.clear();
  thrown = nil;
}

void note_failed_form(std::string const &source, reader::position at) {
  object_ref const value{value_of(std::current_exception())};
  if(is_known && value == thrown) { return; }
  is_known = true;
  thrown = value;
  place = source;
  if(at.known()) { place += ":" + std::to_string(at.line) + ":" + std::to_string(at.column); }
}

std::string failed_form_of(std::exception_ptr e) { return is_known && value_of(e) == thrown ? place : std::string{}; }

std::string const &failed_form() { return place; }

} // namespace jank::hot_reload
