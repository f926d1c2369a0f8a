#pragma once

// immer's nodes in the collected heap.
//
// No reference counts, no locks, no free lists. A transient owns the nodes it may change in place: it and
// they hold the same token, the address of an object allocated for it, so that a token is not given out again
// while any node still carries it. immer's own gc_transience_policy does the same; it also allocates a token
// before main, and keeps its tokens in atomics.
//
// Every pointer that a node or a tree holds is the start of an allocated object, which is all the collector
// looks at. Only iterators point inside nodes: whoever keeps one keeps the tree as well.

#include "memory/heap.hpp"
#include "object/equality.hpp"

#include <immer/heap/heap_policy.hpp>
#include <immer/lock/no_lock_policy.hpp>
#include <immer/memory_policy.hpp>
#include <immer/refcount/no_refcount_policy.hpp>

#include <bit>

namespace jank::object::detail {

struct collected_heap {
  // The tags of immer promise memory without pointers. It is scanned all the same: tokens may lie in it.
  template <typename... Tags> static void *allocate(std::size_t bytes, Tags...) { return memory::allocate(bytes); }
  template <typename... Tags> static void deallocate(std::size_t, void *, Tags...) {}
};

struct token_transience {
  template <typename> struct apply {
    struct type {
      struct edit {
        void *token;
        bool operator==(edit other) const { return token == other.token; }
        bool operator!=(edit other) const { return token != other.token; }
      };

      struct owner {
        owner() : token{make_token()} {}
        constexpr explicit owner(std::nullptr_t) : token{nullptr} {}
        // Both copies now share their nodes, so neither may change them.
        owner(owner const &other) : token{make_token()} { other.token = make_token(); }
        owner(owner &&other) noexcept : token{other.token} {}
        owner &operator=(owner const &other) {
          other.token = make_token();
          token = make_token();
          return *this;
        }
        owner &operator=(owner &&other) noexcept {
          token = other.token;
          return *this;
        }
        operator edit() const { return {token}; }

        static void *make_token() { return memory::allocate_atomic(1); }
        mutable void *token;
      };

      struct ownee {
        edit token{nullptr};
        ownee &operator=(edit e) {
          token = e;
          return *this;
        }
        bool can_mutate(edit e) const { return token == e; }
        bool owned() const { return token.token != nullptr; }
      };

      static inline owner noone{nullptr};
    };
  };
};

using immer_policy = immer::memory_policy<immer::heap_policy<collected_heap>, immer::no_refcount_policy,
                                          immer::no_lock_policy, token_transience, false, false>;

// Cached hashes are odd; the constant bit goes where immer looks last.
struct value_hash {
  std::size_t operator()(object_ref v) const { return std::rotr(hash(v), 1); }
};

struct value_equal {
  bool operator()(object_ref a, object_ref b) const { return a == b || equal(a, b); }
};

inline constexpr int branch_bits{5};

} // namespace jank::object::detail
