#pragma once

// Values as JSON and back: what server and page say to each other. Not a library of the language.

#include "object/object.hpp"

#include <string>
#include <string_view>

namespace jank::session {

// Objects become maps whose keys are keywords, arrays vectors, numbers longs when they are whole. Nothing of it is lazy. Throws an `error`
// of kind reader, with the offset, for what is no JSON or is nested deeper than 64.
object::object_ref read_json(std::string_view text);

// Keywords and symbols are written as their names, sequences and sets as arrays, what JSON has no word for as `str` shows it.
void write_json(std::string &out, object::object_ref v);
void write_json_text(std::string &out, std::string_view text);
// How many bytes of the text can be written in that many bytes of JSON.
std::size_t fitting(std::string_view text, std::size_t most);

} // namespace jank::session
