#include "object/reference.hpp"

#include "catch2.hpp"
#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/function.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "thrown.hpp"

#include <string>
#include <vector>

using namespace jank::object;
namespace memory = jank::memory;

namespace {

std::string seen;

object_ref remember_change(object_ref, object_ref key, object_ref reference, object_ref old_value,
                           object_ref new_value) {
  seen += to_readable(key) + ": " + to_readable(old_value) + " -> " + to_readable(new_value) +
          (to_readable(deref_rooted(reference)) == to_readable(new_value) ? "; " : " but not stored; ");
  return nil;
}
object_ref fail(object_ref, object_ref, object_ref, object_ref, object_ref) {
  throw_value(make_keyword("watch-failed"));
}
object_ref is_positive(object_ref, object_ref v) { return make_boolean(less(make_fixnum(0), v)); }
object_ref sum(object_ref, object_ref all) {
  object_ref total{make_fixnum(0)};
  for_each(all, [&](object_ref v) { total = add(total, v); });
  return total;
}

void collect_and_cover() {
  memory::collect_now();
  for(int i{}; i < 1000; ++i) { make_list({make_string("covered"), make_fixnum(i)}); }
}
object_ref collect_and_accept(object_ref, object_ref) {
  collect_and_cover();
  return jank_true;
}
object_ref collect_and_remember(object_ref self, object_ref key, object_ref reference, object_ref old_value,
                                object_ref new_value) {
  remember_change(self, key, reference, old_value, new_value);
  collect_and_cover();
  return nil;
}
object_ref collect_and_append(object_ref, object_ref value, object_ref more) {
  memory::rooted<object_ref> const head{value};
  memory::rooted<object_ref> const tail{more};
  collect_and_cover();
  return make_string(to_text(head) + to_text(tail));
}

template <typename Code> object_ref fixed(int count, Code code) {
  auto *const type{::new (memory::allocate_root(sizeof(function_type))) function_type{}};
  arity_entry const arities[]{{count, reinterpret_cast<entry>(code)}};
  fill_function_type(*type, "user/fixed", arities, 1, -1, nullptr, 0);
  return make_function(type);
}
object_ref summing() {
  static function_type type{};
  fill_function_type(type, "user/sum", nullptr, 0, 0, reinterpret_cast<entry>(sum), 0);
  return make_function(&type);
}

} // namespace

TEST_CASE("an atom is reset and swapped") {
  object_ref const a{make_atom(make_fixnum(1))};
  CHECK(deref_rooted(a) == make_fixnum(1));
  CHECK(reset_atom_rooted(a, make_fixnum(2)) == make_fixnum(2));
  CHECK(deref_rooted(a) == make_fixnum(2));
  object_ref const more[]{make_fixnum(10), make_fixnum(20)};
  CHECK(swap_atom_rooted(a, summing(), more, 2) == make_fixnum(32));
  CHECK(swap_atom_rooted(a, summing(), nullptr, 0) == make_fixnum(32));
  CHECK(deref_rooted(a) == make_fixnum(32));
}

TEST_CASE("swap! passes any number of arguments") {
  for(int const count : {18, 19, 20, 21, 50}) {
    object_ref const a{make_atom(make_fixnum(1))};
    std::vector<object_ref> const ones(static_cast<std::size_t>(count), make_fixnum(1));
    CHECK(swap_atom_rooted(a, summing(), ones.data(), count) == make_fixnum(count + 1));
  }
}

TEST_CASE("watches see key, old and new value after the change") {
  object_ref const a{make_atom(make_fixnum(1))};
  object_ref const watch{fixed(4, remember_change)};
  add_watch(a, make_keyword("first"), watch);
  add_watch(a, make_keyword("second"), watch);
  seen.clear();
  reset_atom_rooted(a, make_fixnum(2));
  CHECK(seen == ":first: 1 -> 2; :second: 1 -> 2; ");
  remove_watch(a, make_keyword("first"));
  remove_watch(a, make_keyword("absent"));
  add_watch(a, make_keyword("second"), watch);
  seen.clear();
  swap_atom_rooted(a, summing(), nullptr, 0);
  CHECK(seen == ":second: 2 -> 2; ");
}

TEST_CASE("a watch that throws does not undo the change") {
  object_ref const a{make_atom(make_fixnum(1))};
  add_watch(a, make_keyword("w"), fixed(4, fail));
  CHECK(thrown_by([&] { reset_atom_rooted(a, make_fixnum(2)); }) == ":watch-failed");
  CHECK(deref_rooted(a) == make_fixnum(2));
}

TEST_CASE("a validator keeps out what it refuses") {
  object_ref const a{make_atom(make_fixnum(1))};
  object_ref const watch{fixed(4, remember_change)};
  add_watch(a, make_keyword("w"), watch);
  set_validator_rooted(a, fixed(1, is_positive));
  seen.clear();
  CHECK(thrown_by([&] { reset_atom_rooted(a, make_fixnum(-1)); }) ==
        "illegal-state: invalid reference state: the validator refused -1");
  CHECK(thrown_by([&] { reset_atom_rooted(a, nil); }) == "type: nil is not a number (in <)");
  CHECK(deref_rooted(a) == make_fixnum(1));
  CHECK(seen.empty());

  object_ref const negative{make_atom(make_fixnum(-1))};
  CHECK(thrown_by([&] { set_validator_rooted(negative, fixed(1, is_positive)); }) ==
        "illegal-state: invalid reference state: the validator refused -1");
  CHECK(reset_atom_rooted(negative, make_fixnum(-2)) == make_fixnum(-2));
  set_validator_rooted(a, nil);
  CHECK(reset_atom_rooted(a, make_fixnum(-1)) == make_fixnum(-1));
}

TEST_CASE("a change keeps its values while validator and watches run, whatever is collected") {
  memory::rooted<object_ref> const a{make_atom(make_string("old"))};
  set_validator_rooted(a, fixed(1, collect_and_accept));
  add_watch(a, make_string("first"), fixed(4, collect_and_remember));
  add_watch(a, make_string("second"), fixed(4, collect_and_remember));
  seen.clear();
  memory::rooted<object_ref> const result{reset_atom_rooted(a, make_string("new"))};
  CHECK(to_text(result) == "new");
  object_ref const more[]{make_string("er")};
  swap_atom_rooted(a, fixed(2, collect_and_append), more, 1);
  CHECK(to_text(deref_rooted(a)) == "newer");
  CHECK(
      seen ==
      R"("first": "old" -> "new"; "second": "old" -> "new"; "first": "new" -> "newer"; "second": "new" -> "newer"; )");
}

TEST_CASE("volatiles and reduced values are dereferenced, other values refused") {
  CHECK(deref_rooted(make_volatile(make_fixnum(1))) == make_fixnum(1));
  CHECK(deref_rooted(make_reduced(nil)) == nil);
  CHECK(is_reduced(make_reduced(nil)));
  CHECK_FALSE(is_reduced(make_atom(nil)));
  CHECK_FALSE(is_reduced(nil));
  CHECK(thrown_by([] { deref_rooted(make_fixnum(5)); }) == "type: cannot deref 5: it is no reference");
  CHECK(thrown_by([] { deref_rooted(empty_list()); }) == "type: cannot deref (): it is no reference");
  CHECK(thrown_by([] { reset_atom_rooted(nil, nil); }) == "type: cannot reset nil: it is no atom");
  CHECK(thrown_by([] { add_watch(make_fixnum(5), nil, nil); }) ==
        "type: cannot watch 5: it is no reference that changes");
}

TEST_CASE("a higher layer says how its kind of reference is dereferenced and watched") {
  static object_ref watches;
  watches = nil;
  set_reference(kind::list, {[](object_ref v) { return cast<list>(v)->first; }, [](object_ref) { return &watches; }});
  object_ref const reference{make_list({make_fixnum(7)})};
  CHECK(deref_rooted(reference) == make_fixnum(7));
  add_watch(reference, make_keyword("w"), fixed(4, remember_change));
  seen.clear();
  notify_watches_rooted(reference, watches, make_fixnum(6), make_fixnum(7));
  CHECK(seen == ":w: 6 -> 7; ");
  set_reference(kind::list, {});
}
