#pragma once

// Generations: the loads that changed a definition, and the way back.
//
// Each has a number, from 1, that is never given again. The generation in force is the last one that was not undone; 0 is the image as it
// started. Generations that were undone can be redone until another is made. The last `history_limit` are kept, with what they changed before
// and after; with an older one its values go, and the collector finds the code that nothing else can reach.
//
// Undoing puts back what the generation changed and nothing else. Where the program itself has altered a var since (alter-var-root in a
// timer, say), so that it does not hold what the generation gave it, it is left alone and told: what a program did is not lost. Methods of
// multimethods, implementations of protocols and names are put back one by one, by the same rule. Names stay: a var that had no value before
// is unbound again, but keeps its place in its namespace, so that code which refers to it finds the next definition.
//
// Watches are told once for each var whose root changes. What they throw is reported, and stops nothing: the way back is always open.

#include "hot_reload/transaction.hpp"
#include "object/journal.hpp"

#include <deque>

namespace jank::hot_reload {

struct var_change {
  ns::var *of;
  object::object_ref root_before;
  object::object_ref root_after;
  object::object_ref meta_before;
  object::object_ref meta_after;
  object::object_ref origin_before;
  object::object_ref origin_after;
};

struct word_change {
  void *owner;
  void *place;
  std::uintptr_t before;
  std::uintptr_t after;
  std::uint8_t size;
  object::journal::sort how;
};

struct changes {
  std::vector<var_change, memory::allocator<var_change>> vars;
  std::vector<word_change, memory::allocator<word_change>> words;
  bool defines{}; // some word is a definition
};

struct generation {
  std::uint32_t number;
  double time; // milliseconds since 1970
  load_origin what;
  changes made;
};

// The program has started: generations are counted from now on. Idempotent. Until then loads are atomic, and kept nowhere.
void begin_history();
bool has_begun();

// What a load changed, as the next generation; its number, 0 before the history has begun.
std::uint32_t add_generation(load_origin const &what, changes &&made);

std::uint32_t current_generation();
std::uint32_t next_generation(); // the number of the next one that is added
// Oldest first. Those from `generations_in_force` on were undone.
std::deque<generation> const &generations();
std::size_t generations_in_force();
// 0 for the first that is kept: the one before it.
std::uint32_t generation_before(std::size_t index);

std::uint32_t history_limit();
void set_history_limit(std::uint32_t n);

struct move_result {
  std::uint32_t generation; // that was undone, or redone
  var_list rebound;
  var_list kept; // the program altered them since
};
// Throw an `error` of kind illegal_state when there is no such generation, or while a load is running that has changed something.
move_result undo();
move_result redo();
// The step itself, for undo.cpp: so many are in force now.
void set_generations_in_force(std::size_t count);

// What a var has held, oldest first, as far as generations tell.
struct version {
  std::uint32_t number; // of the generation that bound it; 0: it was there before those that are kept
  bool outside;         // no generation did: the program altered the var
  object::object_ref value;
  object::object_ref meta;
  generation const *of; // or null
  bool current;
};
std::vector<version, memory::allocator<version>> versions_of(ns::var *v);

// Empties what the owner of a word that was put back has cached: a protocol, a multimethod; others have nothing.
void forget_caches(void *owner);

} // namespace jank::hot_reload
