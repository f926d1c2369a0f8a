#pragma once

// Which locals of a function are live where, as far as the collector is concerned.
//
// Liveness by the book: the tree is walked backwards, from what follows a node to what precedes it, with the set of locals that are
// still wanted. A loop needs no fixed point: at its head everything is live that its body mentions, and what is live behind it. Inside a
// `try` whatever a handler wants stays live, for any call may end there.
//
// A collection may happen in calls ("collecting" operations) and at safepoints. What is live across a call lies in the frame. What is
// live at a safepoint is saved by the safepoint's own slow path when it is not in the frame.
//
// `nth` calls the runtime only for what is no small vector. It saves what is live across that call on that way, as a safepoint does, and
// so needs nothing in the frame ("collecting rarely").
//
// An operation takes all its operands at once, after the last of them was computed; a local among them is not read before.

#include "analyzer/node.hpp"

#include <unordered_map>
#include <unordered_set>

namespace jank::codegen {

class lifetimes {
public:
  using locals = std::vector<analyzer::local const *>;

  // Of a function's arity (its parameters and captured locals are there from the start), or of a top-level form.
  explicit lifetimes(analyzer::fn_arity const &arity);
  explicit lifetimes(analyzer::node const &top_level);

  // The local must lie in the frame: it is live across a collecting operation.
  bool in_frame(analyzer::local const *l) const;
  // It is mentioned anywhere in the function.
  bool used(analyzer::local const *l) const { return indices_.contains(l); }
  // Something below `n` may collect, a loop's safepoint included, and an operation that collects rarely.
  bool collects(analyzer::node const *n) const { return collecting_.contains(n) || collects_rarely(n); }
  // What below `n` collects, collects rarely.
  bool collects_rarely(analyzer::node const *n) const { return collecting_rarely_.contains(n); }
  // The function has a collecting operation (safepoints do not count).
  bool any_collection() const { return any_collection_; }
  // Something behind `n`, an operation with operands or a try, may collect.
  bool collects_after(analyzer::node const *n) const { return collecting_after_.contains(n); }
  // The locals that `n` takes for the last time, and that a collection may follow.
  locals const &ended_by(analyzer::node const *n) const { return list(ended_, n); }
  // The locals that are live before the `if` but not in this arm of it, when a collection may follow.
  locals const &dead_in(analyzer::node const *arm) const { return list(dead_, arm); }
  // At the head of a loop (loop_node or fn_arity with recur), at the entry of an arity, of a catch body, of a finally.
  bool live_at_loop(void const *loop, analyzer::local const *l) const { return contains(heads_, loop, l); }
  bool live_at_entry(void const *where, analyzer::local const *l) const { return contains(entries_, where, l); }
  // Across an operation that collects rarely.
  bool live_across(analyzer::node const *n, analyzer::local const *l) const { return contains(entries_, n, l); }

private:
  class local_set {
  public:
    bool has(std::uint32_t i) const { return i / 64 < words_.size() && (words_[i / 64] >> (i % 64) & 1) != 0; }
    void add(std::uint32_t i);
    void remove(std::uint32_t i);
    void add_all(local_set const &other);
    template <typename F> void each_not_in(local_set const &other, F const &f) const;

  private:
    std::vector<std::uint64_t> words_;
  };
  // What is known of a point of the program.
  struct point {
    local_set live;
    bool collection_follows{};
    void join(point const &other);
  };
  using points = std::unordered_map<void const *, point>;

  enum class collection : std::uint8_t { none, rare, common };

  // First pass, forwards: numbers, loops' mentions, what collects.
  collection scan(analyzer::node const *n);
  collection scan_all(std::vector<analyzer::node *> const &nodes);
  void declare(analyzer::local const *l);
  void mention(analyzer::local const *l);
  void scan_loop_body(void const *loop, analyzer::node const *body);

  // Second pass, backwards: `p` is the point behind the node, and then the point before it.
  void walk(analyzer::node const *n, point &p);
  void walk_operands(analyzer::node const *n, std::vector<analyzer::node *> const &operands, bool collects_itself,
                     point &p);
  void walk_if(analyzer::if_node const *n, point &p);
  void walk_loop(analyzer::loop_node const *n, point &p);
  void walk_recur(analyzer::recur_node const *n, point &p);
  void walk_try(analyzer::try_node const *n, point &p);
  void walk_letfn(analyzer::letfn_node const *n, point &p);
  void open_loop(void const *loop, point const &behind);
  void take(analyzer::node const *taker, analyzer::local const *l, point &p);
  void forget(analyzer::local const *l, point &p);

  static locals const &list(std::unordered_map<analyzer::node const *, locals> const &lists, analyzer::node const *n);
  bool contains(points const &at, void const *where, analyzer::local const *l) const;

  struct numbered {
    std::uint32_t index;
    std::uint32_t loop_depth; // number of loops around its definition
  };
  std::unordered_map<analyzer::local const *, numbered> indices_;
  locals by_index_;
  std::vector<void const *> open_loops_;
  std::unordered_set<analyzer::node const *> collecting_;
  std::unordered_set<analyzer::node const *> collecting_rarely_;
  std::unordered_set<analyzer::node const *> collecting_after_;
  std::unordered_map<analyzer::node const *, locals> ended_;
  std::unordered_map<analyzer::node const *, locals> dead_;
  points heads_;
  points entries_;
  point handlers_; // where an exception would go on inside this function
  local_set framed_;
  bool any_collection_{};
};

} // namespace jank::codegen
