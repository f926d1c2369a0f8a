#pragma once

// Which locals are live across a point where a collection may happen.
//
// The tree of one function is walked in evaluation order; definitions, uses and collecting points get rising positions. A local
// that is used as an operand is used when the operation takes it, not when it is read. Uses inside a loop of a local from outside
// count until the loop's end. Both arms of an `if` lie one after the other, so the answer errs on the side of "live".

#include "analyzer/node.hpp"

#include <unordered_map>
#include <unordered_set>

namespace jank::codegen {

class lifetimes {
public:
  // Of a function's arity (its parameters and captured locals are defined at position 0), or of a top-level form.
  explicit lifetimes(analyzer::fn_arity const &arity);
  explicit lifetimes(analyzer::node const &top_level);

  // The local must lie in the frame: a collection may happen between its definition and its last use.
  bool crosses_collection(analyzer::local const *l) const;
  // Something below `n` may collect, a loop's safepoint included.
  bool collects(analyzer::node const *n) const { return collecting_.contains(n); }
  bool any_collection() const { return !collections_.empty(); }
  // No use follows the one by the operation `n`.
  bool ends_at(analyzer::local const *l, analyzer::node const *n) const;
  bool used(analyzer::local const *l) const;
  bool has_try() const { return has_try_; }
  bool has_loop() const { return has_loop_; }

private:
  struct span {
    std::uint32_t defined;
    std::uint32_t last_used;
  };
  struct loop_scope {
    std::uint32_t start;
    std::vector<analyzer::local const *> outer_uses;
  };

  bool walk(analyzer::node const *n);
  bool walk_operands(analyzer::node const *n, std::vector<analyzer::node *> const &operands, bool collects_itself);
  void define(analyzer::local const *l);
  void use(analyzer::local const *l, std::uint32_t at);
  void open_loop();
  void close_loop();

  std::unordered_map<analyzer::local const *, span> spans_;
  std::unordered_map<analyzer::node const *, std::uint32_t> taken_at_;
  std::unordered_set<analyzer::node const *> collecting_;
  std::vector<std::uint32_t> collections_; // ascending
  std::vector<loop_scope> loops_;
  std::uint32_t position_{};
  bool has_try_{};
  bool has_loop_{};
};

} // namespace jank::codegen
