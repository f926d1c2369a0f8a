#include "object/sorted.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/sorted.hpp"
#include "object/equality.hpp"
#include "object/number.hpp"

namespace jank::object {

namespace {

using node = sorted_node;

std::uint32_t size_of(node const *n) { return n ? n->size : 0; }
std::uint32_t weight(node const *n) { return size_of(n) + 1; }

node const *make_node(object_ref key, object_ref value, node const *left, node const *right) {
  return memory::make<node>(key, value, left, right, size_of(left) + size_of(right) + 1);
}

// No side may weigh more than `delta` times the other; `gamma` chooses between the two rotations.
constexpr std::uint32_t delta{3};
constexpr std::uint32_t gamma{2};

node const *rotate_left(node const *at, node const *left, node const *right) {
  if(weight(right->left) < gamma * weight(right->right)) {
    return make_node(right->key, right->value, make_node(at->key, at->value, left, right->left), right->right);
  }
  node const *const middle{right->left};
  return make_node(middle->key, middle->value, make_node(at->key, at->value, left, middle->left),
                   make_node(right->key, right->value, middle->right, right->right));
}

node const *rotate_right(node const *at, node const *left, node const *right) {
  if(weight(left->right) < gamma * weight(left->left)) {
    return make_node(left->key, left->value, left->left, make_node(at->key, at->value, left->right, right));
  }
  node const *const middle{left->right};
  return make_node(middle->key, middle->value, make_node(left->key, left->value, left->left, middle->left),
                   make_node(at->key, at->value, middle->right, right));
}

// The key and value of `at` over two trees, of which one may have grown or shrunk by one.
node const *balanced(node const *at, node const *left, node const *right) {
  if(size_of(left) + size_of(right) > 1) {
    if(delta * weight(left) < weight(right)) { return rotate_left(at, left, right); }
    if(delta * weight(right) < weight(left)) { return rotate_right(at, left, right); }
  }
  return make_node(at->key, at->value, left, right);
}

node const *without_first(node const *tree, node const *&taken) {
  if(!tree->left) {
    taken = tree;
    return tree->right;
  }
  return balanced(tree, without_first(tree->left, taken), tree->right);
}

node const *without_last(node const *tree, node const *&taken) {
  if(!tree->right) {
    taken = tree;
    return tree->left;
  }
  return balanced(tree, tree->left, without_last(tree->right, taken));
}

// Two trees of which every key of the left comes first.
node const *joined(node const *left, node const *right) {
  if(!left) { return right; }
  if(!right) { return left; }
  node const *taken{};
  if(size_of(left) > size_of(right)) {
    node const *const rest{without_last(left, taken)};
    return balanced(taken, rest, right);
  }
  node const *const rest{without_first(right, taken)};
  return balanced(taken, left, rest);
}

int order(object_ref comparator, object_ref a, object_ref b) {
  if(comparator.is_nil()) { return compare(a, b); }
  object_ref const answer{call(comparator, a, b)};
  if(answer.is_boolean()) { return answer.truthy() ? -1 : call(comparator, b, a).truthy() ? 1 : 0; }
  auto const n{to_long(answer)};
  return n < 0 ? -1 : n > 0 ? 1 : 0;
}

// The way from the root to a key, or to the place where it would be. A tree of 2^27 nodes, more than memory holds, is less than
// 2.5 * 27 high.
struct path {
  static constexpr int highest{72};
  node const *nodes[highest];
  bool went_right[highest];
  int length{};
  node const *found{}; // below the last of `nodes`
};

path find_path(sorted_collection const *coll, object_ref key) {
  path p;
  node const *at{coll->root};
  while(at) {
    int const o{order(coll->comparator, key, at->key)};
    if(o == 0) {
      p.found = at;
      break;
    }
    p.nodes[p.length] = at;
    p.went_right[p.length++] = o > 0;
    at = o > 0 ? at->right : at->left;
  }
  return p;
}

object_ref rebuilt(sorted_collection const *coll, path const &p, node const *below) {
  for(int i{p.length}; i-- > 0;) {
    node const *const at{p.nodes[i]};
    below = p.went_right[i] ? balanced(at, at->left, below) : balanced(at, below, at->right);
  }
  return memory::make<sorted_collection>(coll->type, coll->comparator, below, coll->meta);
}

} // namespace

object_ref sorted_map_description::call(object_ref self, object_ref key) { return map_get(self, key); }
object_ref sorted_map_description::call(object_ref self, object_ref key, object_ref not_found) {
  return map_get(self, key, not_found);
}
object_ref sorted_set_description::call(object_ref self, object_ref element) {
  auto const *const found{sorted_find(as_sorted(self), element)};
  return found ? found->key : nil;
}

object_ref make_sorted_map(object_ref comparator) {
  return memory::make<sorted_collection>(&static_type<sorted_map_description>, comparator, nullptr, nil);
}

object_ref make_sorted_set(object_ref comparator) {
  return memory::make<sorted_collection>(&static_type<sorted_set_description>, comparator, nullptr, nil);
}

sorted_node const *sorted_find(sorted_collection const *coll, object_ref key) {
  node const *at{coll->root};
  while(at) {
    int const o{order(coll->comparator, key, at->key)};
    if(o == 0) { break; }
    at = o > 0 ? at->right : at->left;
  }
  return at;
}

object_ref sorted_insert(sorted_collection const *coll, object_ref key, object_ref value) {
  path const p{find_path(coll, key)};
  if(!p.found) { return rebuilt(coll, p, make_node(key, value, nullptr, nullptr)); }
  if(p.found->value == value) { return coll; }
  return rebuilt(coll, p, make_node(p.found->key, value, p.found->left, p.found->right));
}

object_ref sorted_remove(sorted_collection const *coll, object_ref key) {
  path const p{find_path(coll, key)};
  return p.found ? rebuilt(coll, p, joined(p.found->left, p.found->right)) : object_ref{coll};
}

sorted_node const *sorted_at(sorted_collection const *coll, std::uint32_t index) {
  node const *at{coll->root};
  for(;;) {
    auto const before{size_of(at->left)};
    if(index == before) { return at; }
    if(index < before) {
      at = at->left;
    } else {
      index -= before + 1;
      at = at->right;
    }
  }
}

std::uint32_t sorted_rank(sorted_collection const *coll, object_ref key, bool inclusive) {
  std::uint32_t rank{};
  node const *at{coll->root};
  while(at) {
    int const o{order(coll->comparator, key, at->key)};
    if(o < 0 || (o == 0 && !inclusive)) {
      at = at->left;
    } else {
      rank += size_of(at->left) + 1;
      at = at->right;
    }
  }
  return rank;
}

bool visit_sorted(sorted_node const *tree, bool (*visit)(void *, sorted_node const *), void *visitor) {
  for(; tree; tree = tree->right) {
    if(!visit_sorted(tree->left, visit, visitor) || !visit(visitor, tree)) { return false; }
  }
  return true;
}

} // namespace jank::object
