#pragma once

// The journal: what definitions were before they were changed.
//
// While a level is open, whatever writes to a definition first notes the word it is about to change: the root and the metadata of a var,
// what a namespace maps, the methods of a multimethod, what a protocol was extended to, a type. A word is noted once for each level, with
// what it held then, so that a load costs what it changes and not what there is. From the notes a load that fails is taken back, and one
// that succeeded can be undone (hot_reload/transaction.hpp, hot_reload/history.hpp).
//
// Levels lie in each other: a file that is loaded by a form has its own, and when it ends well its notes become the form's. Without an
// open level, in normal images always, noting is a test of one word.
//
// What holds no definition is not noted: atoms, refs, the fields of instances. Caches are not noted either; who puts words back empties
// those of the owner.

#include "object/object.hpp"

#include <cstdint>
#include <span>

namespace jank::object::journal {

// How a change of a word is undone long after it, when others may have followed.
enum class sort : std::uint8_t {
  var,    // of a var: its root tells whether the change still stands
  value,  // put back when it is still what the load left
  map,    // key by key
  set,    // element by element
  names,  // a map; keys that were added stay, so that code which refers to a var finds the one that is defined later
  loaded, // a set; its change alone is no definition
  bookkeeping, // only put back when the load fails
};

struct cell {
  void *owner; // the object the word lies in, by its start; null: static data
  void *place;
  std::uintptr_t before;
  std::uint32_t previous; // 1 + the index of the note that an outer level has of the same place, or 0
  std::uint8_t size;      // of the word, in bytes
  sort how;
};

namespace detail {
extern std::uint32_t levels;
void note(void *owner, void *place, std::size_t size, sort how);
} // namespace detail

inline bool is_open() { return detail::levels != 0; }

// Before `word` of `owner` is changed. Throws std::bad_alloc, with nothing changed.
template <typename T> void note(void *owner, T &word, sort how) {
  static_assert(sizeof(T) <= sizeof(std::uintptr_t));
  if(detail::levels != 0) [[unlikely]] { detail::note(owner, &word, sizeof(T), how); }
}

// Opens a level in the present one and returns its number, from 1.
std::uint32_t open();
// The notes of a level and of those inside it, oldest first. Valid until something is noted.
std::span<cell const> notes(std::uint32_t level);
// The note that the level has of a place, or null.
cell const *find(std::uint32_t level, void const *place);
// Ends a level and those inside it: what was noted is kept by the level around it; or every word gets back what it held.
void keep(std::uint32_t level);
void put_back(std::uint32_t level);

// The word that lies there now.
std::uintptr_t read(void const *place, std::size_t size);
void write(void *place, std::size_t size, std::uintptr_t word);

// While it lives, levels that are open note nothing. One that is opened meanwhile has none around it.
class pause {
public:
  pause();
  ~pause();
  pause(pause const &) = delete;
  pause &operator=(pause const &) = delete;

private:
  std::size_t hidden_before_;
};

} // namespace jank::object::journal
