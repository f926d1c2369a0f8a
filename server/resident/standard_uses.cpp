#include "standard_uses.hpp"

namespace jank::resident {

char const *const standard_uses{R"(
#ifdef __cplusplus
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
namespace jank_standard_uses_ {
#ifdef _LIBCPP_STRING
inline void use_strings(std::string const &a_, std::string const &b_, char const *c_) {
  std::string s_{c_};
  s_ += a_;
  s_ += c_;
  s_ += 'c';
  s_ = a_ + b_ + c_ + s_.substr(1, 2) + std::string(3, 'c') + std::to_string(1) + std::to_string(1LL) + std::to_string(1.0);
  s_ = c_ + a_ + 'c';
  s_.append(a_).append(c_).push_back('c');
  s_.insert(0, c_);
  s_.erase(0, 1);
  s_.pop_back();
  s_.resize(s_.size() + s_.find('c') + s_.find(c_) + s_.rfind('c'));
  s_.reserve(9);
  for(char &x_ : s_) { x_ = x_ == s_.back() || s_.empty() || a_ == b_ || a_ < b_ || a_ == c_ ? 'a' : s_[0]; }
  std::string t_{std::move(s_)};
  t_ = std::string{a_.begin(), a_.end()};
  t_.clear();
  (void)(std::stoi(a_) + std::stoll(a_) + std::stod(a_));
}
#endif
#ifdef _LIBCPP_VECTOR
template <typename T_>
inline void use_vector(T_ const &a_) {
  std::vector<T_> v_;
  v_.push_back(a_);
  v_.push_back(T_{a_});
  v_.emplace_back(a_);
  v_.insert(v_.begin(), a_);
  v_.erase(v_.begin());
  v_.reserve(v_.size());
  v_.resize(2);
  std::vector<T_> w_(3, a_), x_{a_, a_}, y_{v_}, z_{std::move(w_)};
  y_ = x_;
  z_ = std::move(y_);
  for(T_ &e_ : v_) { e_ = v_.back(); }
  for(T_ const &e_ : x_) { v_[0] = e_; }
  v_.assign(x_.begin(), x_.end());
  v_.insert(v_.end(), x_.begin(), x_.end());
  v_.pop_back();
  if(v_.empty() || v_ == x_) { v_.clear(); }
  (void)v_.at(0);
}
inline void use_vectors() {
  use_vector(1);
  use_vector(1.0);
  use_vector(1L);
  use_vector(1LL);
  use_vector(static_cast<unsigned char>(1));
  use_vector(static_cast<void *>(nullptr));
#ifdef _LIBCPP_STRING
  use_vector(std::string{});
#endif
}
#endif
#if defined(_LIBCPP_MAP) || defined(_LIBCPP_UNORDERED_MAP)
template <typename Map_, typename Key_, typename Value_>
inline void use_map(Key_ const &k_, Value_ const &v_) {
  Map_ m_{{k_, v_}};
  m_[k_] = v_;
  m_[Key_{k_}] = v_;
  m_.emplace(k_, v_);
  m_.insert({k_, v_});
  for(auto const &[key_, value_] : m_) { (void)(key_ == k_); }
  if(auto const found_ = m_.find(k_); found_ != m_.end() && m_.contains(k_) && m_.count(k_) > 0) { m_.erase(found_); }
  m_.erase(k_);
  (void)m_.at(k_);
  Map_ n_{m_};
  n_ = std::move(m_);
  if(n_.empty() || n_.size() > 1) { n_.clear(); }
}
inline void use_maps() {
#ifdef _LIBCPP_MAP
  use_map<std::map<int, int>>(1, 1);
#endif
#ifdef _LIBCPP_UNORDERED_MAP
  use_map<std::unordered_map<int, int>>(1, 1);
#endif
#ifdef _LIBCPP_STRING
#ifdef _LIBCPP_MAP
  use_map<std::map<std::string, int>>(std::string{}, 1);
  use_map<std::map<std::string, std::string>>(std::string{}, std::string{});
#endif
#ifdef _LIBCPP_UNORDERED_MAP
  use_map<std::unordered_map<std::string, int>>(std::string{}, 1);
  use_map<std::unordered_map<std::string, std::string>>(std::string{}, std::string{});
#endif
#endif
}
#endif
#if defined(_LIBCPP_ALGORITHM) && defined(_LIBCPP_VECTOR)
template <typename T_>
inline void use_algorithms(std::vector<T_> &v_, T_ const &a_) {
  std::sort(v_.begin(), v_.end());
  std::sort(v_.begin(), v_.end(), [](T_ const &x_, T_ const &y_) { return y_ < x_; });
  std::reverse(v_.begin(), v_.end());
  v_.erase(std::unique(v_.begin(), v_.end()), v_.end());
  if(std::find(v_.begin(), v_.end(), a_) != v_.end()) { (void)*std::max_element(v_.begin(), v_.end()); }
  (void)std::min(a_, v_[0]);
  (void)std::max(a_, v_[0]);
}
inline void use_algorithms() {
  std::vector<int> i_;
  use_algorithms(i_, 1);
  std::vector<double> d_;
  use_algorithms(d_, 1.0);
#ifdef _LIBCPP_STRING
  std::vector<std::string> s_;
  use_algorithms(s_, std::string{});
#endif
}
#endif
#ifdef _LIBCPP_MEMORY
struct used_ { int n_; };
inline void use_pointers() {
  auto u_ = std::make_unique<used_>();
  auto s_ = std::make_shared<used_>();
  std::shared_ptr<used_> t_{s_};
  t_ = std::move(s_);
  t_->n_ = u_->n_;
}
#endif
#ifdef _LIBCPP_FUNCTIONAL
inline int use_functions(int a_) {
  std::function<int(int)> f_{[a_](int x_) { return x_ + a_; }};
  std::function<void()> g_{[a_] { (void)a_; }};
  g_();
  std::function<int(int)> h_{f_};
  return h_ ? f_(1) : 0;
}
#endif
#ifdef _LIBCPP_OPTIONAL
inline int use_optional(std::optional<int> o_) { return o_ ? *o_ : o_.value_or(1); }
#endif
} // namespace jank_standard_uses_
#pragma clang diagnostic pop
#endif
)"};

} // namespace jank::resident
