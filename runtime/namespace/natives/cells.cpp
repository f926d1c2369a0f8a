// What refs, agents, promises and futures are made of; the rest of them is clojure/core/references.jank.

#include "object/cell.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/reference.hpp"

#include <iterator>

namespace jank::ns {

namespace {

constexpr char const *sort_names[cell_sort_count]{"ref", "agent", "promise", "future"};

cell *expect_cell(object_ref v, char const *function) {
  return expect<cell>(v, function, "a ref, agent, promise or future");
}

object_ref make(object_ref, object_ref sort, object_ref value, object_ref force) {
  auto const name{expect<keyword>(sort, "cell*", "a keyword")->name->view()};
  for(std::size_t i{}; i < cell_sort_count; ++i) {
    if(name == sort_names[i]) { return make_cell(static_cast<cell_sort>(i), value, force); }
  }
  throw_wrong_argument("cell*", ":ref, :agent, :promise or :future", sort);
}

object_ref sort_of(object_ref, object_ref x) {
  if(!is<cell>(x)) { return nil; }
  return object_ref{make_keyword(sort_names[static_cast<std::size_t>(cast<cell>(x)->sort)])};
}

object_ref validate(object_ref, object_ref c, object_ref value) {
  rooted<object_ref> const held{c};
  validate_rooted(expect_cell(c, "cell-validate*")->validator, value);
  return nil;
}

object_ref notify(object_ref, object_ref c, object_ref before, object_ref after) {
  notify_watches_rooted(c, expect_cell(c, "cell-notify*")->watches, before, after);
  return nil;
}

constexpr native rows[]{
    {"cell*",
     "([sort value force])",
     "A cell that holds value: a :ref, :agent, :promise or :future. force, a function of the cell or nil, computes "
     "what "
     "deref returns as long as the cell is not settled.",
     {make}},
    {"cell-sort*", "([x])", "Which sort of cell x is, as a keyword; nil when it is none.", {sort_of}},
    {"cell-value*", "([cell])", "What the cell holds.", {+[](object_ref, object_ref c) {
       return expect_cell(c, "cell-value*")->value;
     }}},
    {"cell-value!*",
     "([cell value])",
     "Makes the cell hold value, which is neither validated nor shown to watches.",
     {+[](object_ref, object_ref c, object_ref value) {
       expect_cell(c, "cell-value!*")->value = value;
       return value;
     }}},
    {"cell-state*", "([cell])", "What the cell's own functions keep with it.", {+[](object_ref, object_ref c) {
       return expect_cell(c, "cell-state*")->state;
     }}},
    {"cell-state!*", "([cell state])", "Keeps state with the cell.", {+[](object_ref, object_ref c, object_ref state) {
       expect_cell(c, "cell-state!*")->state = state;
       return state;
     }}},
    {"cell-settle!*",
     "([cell value failed])",
     "Gives the cell its value for good; with failed, deref throws it. False when it has one.",
     {+[](object_ref, object_ref c, object_ref value, object_ref failed) {
       return make_boolean(settle_cell(object_ref{expect_cell(c, "cell-settle!*")}, value, failed.truthy()));
     }}},
    {"cell-settled*", "([cell])", "Has the cell its value for good?", {+[](object_ref, object_ref c) {
       return make_boolean(expect_cell(c, "cell-settled*")->settled);
     }}},
    {"cell-validate*", "([cell value])", "Throws when the validator of the cell refuses value.", {validate}},
    {"cell-notify*", "([cell before after])", "Calls the watches of the cell.", {notify}},
};

} // namespace

struct cell_table : rows_of_core<rows> {};
native_table cell_natives() { return table_of<cell_table>(); }

} // namespace jank::ns
