// What names of types mean where no var has that name.
//
// A type that a program defines as Point in the namespace my-app.core is the var my-app.core/Point; in full it is also called
// my_app.core.Point, as it prints. The runtime's own types and groups are the vars of the namespace jank.runtime, named in full
// jank.runtime.string. Programs written for the JVM name them by the classes they know: the table says which are meant.

#include "analyzer/context.hpp"
#include "object/symbol.hpp"

#include <algorithm>

namespace jank::analyzer {

namespace {

struct name_row {
  std::string_view class_name; // without its package
  char const *ns;
  char const *type;
};

constexpr char const *runtime{"jank.runtime"};
constexpr char const *protocols{"jank.protocols"};

constexpr name_row class_names[]{
    // java.lang, java.util, java.math
    {"Object", runtime, "object"},
    {"String", runtime, "string"},
    {"CharSequence", runtime, "string"},
    {"Number", runtime, "number"},
    {"Long", runtime, "long"},
    {"Integer", runtime, "long"},
    {"Short", runtime, "long"},
    {"Byte", runtime, "long"},
    {"Double", runtime, "double"},
    {"Float", runtime, "double"},
    {"BigInteger", runtime, "big_integer"},
    {"BigDecimal", runtime, "big_decimal"},
    {"Boolean", runtime, "boolean"},
    {"Character", runtime, "character"},
    {"Class", runtime, "type"},
    {"Throwable", runtime, "throwable"},
    {"Exception", runtime, "throwable"},
    {"RuntimeException", runtime, "throwable"},
    {"Comparable", protocols, "IComparable"},
    {"UUID", runtime, "uuid"},
    {"Date", runtime, "inst"},
    {"Pattern", runtime, "regex"},
    // clojure.lang: types
    {"Keyword", runtime, "keyword"},
    {"Symbol", runtime, "symbol"},
    {"BigInt", runtime, "big_integer"},
    {"Ratio", runtime, "ratio"},
    {"ExceptionInfo", runtime, "error"},
    {"Fn", runtime, "function"},
    {"AFn", runtime, "function"},
    {"MultiFn", runtime, "multimethod"},
    {"Var", runtime, "var"},
    {"Namespace", runtime, "ns"},
    {"Atom", runtime, "atom"},
    {"Volatile", runtime, "volatile"},
    {"Delay", runtime, "delay"},
    {"Reduced", runtime, "reduced"},
    {"LazySeq", runtime, "lazy_seq"},
    {"Cons", runtime, "cons"},
    {"PersistentList", runtime, "list"},
    {"IPersistentList", runtime, "list"},
    {"PersistentVector", runtime, "vector"},
    {"IPersistentVector", runtime, "vector"},
    {"APersistentVector", runtime, "vector"},
    {"MapEntry", runtime, "map_entry"},
    {"IMapEntry", runtime, "map_entry"},
    {"PersistentArrayMap", runtime, "array_map"},
    {"PersistentHashMap", runtime, "hash_map"},
    {"PersistentTreeMap", runtime, "sorted_map"},
    {"PersistentHashSet", runtime, "hash_set"},
    {"PersistentTreeSet", runtime, "sorted_set"},
    {"TaggedLiteral", runtime, "tagged_literal"},
    {"ReaderConditional", runtime, "reader_conditional"},
    // clojure.lang: groups
    {"IPersistentMap", runtime, "map"},
    {"APersistentMap", runtime, "map"},
    {"IPersistentSet", runtime, "set"},
    {"APersistentSet", runtime, "set"},
    {"IPersistentCollection", runtime, "collection"},
    {"ISeq", runtime, "seq"},
    {"Sequential", runtime, "sequential"},
    {"Associative", runtime, "associative"},
    {"Named", runtime, "named"},
    {"IFn", runtime, "callable"},
    {"IDeref", runtime, "reference"},
    {"IRecord", runtime, "record"},
    // clojure.lang: what types may implement
    {"Counted", protocols, "ICounted"},
    {"Indexed", protocols, "IIndexed"},
    {"ILookup", protocols, "ILookup"},
    {"Seqable", protocols, "ISeqable"},
    {"IPersistentStack", protocols, "IStack"},
    {"IMeta", protocols, "IMeta"},
    {"IObj", protocols, "IWithMeta"},
    {"IHashEq", protocols, "IHash"},
    {"IReduce", protocols, "IReduce"},
    {"IReduceInit", protocols, "IReduce"},
    // ClojureScript's names for the same, where they are others
    {"ICounted", protocols, "ICounted"},
    {"IIndexed", protocols, "IIndexed"},
    {"IAssociative", protocols, "IAssociative"},
    {"IMap", protocols, "IMap"},
    {"ISet", protocols, "ISet"},
    {"ICollection", protocols, "ICollection"},
    {"IEmptyableCollection", protocols, "IEmptyableCollection"},
    {"IStack", protocols, "IStack"},
    {"ISeqable", protocols, "ISeqable"},
    {"INext", protocols, "INext"},
    {"ISequential", protocols, "ISequential"},
    {"IWithMeta", protocols, "IWithMeta"},
    {"IEquiv", protocols, "IEquiv"},
    {"IHash", protocols, "IHash"},
    {"IComparable", protocols, "IComparable"},
};

constexpr std::string_view packages[]{"java.lang.", "java.util.", "java.util.regex.", "java.math.", "clojure.lang."};

ns::var *find_in(std::string_view ns_name, std::string_view name) {
  ns::name_space *const home{ns::find_namespace(object::make_symbol({}, ns_name))};
  ns::var *const v{home == nullptr ? nullptr : ns::find_var(home, object::make_symbol({}, name))};
  return v != nullptr && v->ns == home ? v : nullptr;
}

} // namespace

ns::var *type_var(object::symbol const *name) {
  if(name->ns != nullptr) { return nullptr; }
  std::string_view const text{name->name->view()};
  auto const dot{text.rfind('.')};
  std::string_view short_name{text};
  if(dot != std::string_view::npos && dot > 0 && dot + 1 < text.size()) {
    std::string const home{text.substr(0, dot)};
    short_name = text.substr(dot + 1);
    if(ns::var *const v{find_in(home, short_name)}) { return v; }
    std::string plain{home};
    std::replace(plain.begin(), plain.end(), '_', '-');
    if(ns::var *const v{find_in(plain, short_name)}) { return v; }
    if(std::find(std::begin(packages), std::end(packages), home + ".") == std::end(packages)) { return nullptr; }
  }
  for(name_row const &row : class_names) {
    if(row.class_name == short_name) { return find_in(row.ns, row.type); }
  }
  return nullptr;
}

} // namespace jank::analyzer
