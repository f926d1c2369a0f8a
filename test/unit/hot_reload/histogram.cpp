#include "hot_reload/histogram.hpp"

#include "catch2.hpp"

using jank::hot_reload::histogram;

TEST_CASE("an empty histogram has no quantiles") {
  histogram const h;
  CHECK(h.count() == 0);
  CHECK(h.quantile(0.5) == 0);
}

TEST_CASE("quantiles are right to a tenth") {
  histogram h;
  for(int i{1}; i <= 1000; ++i) { h.add(i / 100.0); }
  CHECK(h.count() == 1000);
  CHECK(h.largest() == 10);
  CHECK(h.sum() == Catch::Approx(5005));
  CHECK(h.quantile(0.5) == Catch::Approx(5).epsilon(0.1));
  CHECK(h.quantile(0.99) == Catch::Approx(9.9).epsilon(0.1));
  CHECK(h.quantile(1) <= 10);
}

TEST_CASE("every value lies below the bound of its bucket and not below the one before") {
  for(double const v : {0.001, 0.0123, 0.5, 1.0, 1.0001, 7.0, 1000.0, 50000.0}) {
    histogram h;
    h.add(v);
    for(std::size_t i{}; i < histogram::bucket_count; ++i) {
      if(h.in_bucket(i) == 0) { continue; }
      CHECK(v < histogram::bound(i));
      CHECK((i == 0 || v >= histogram::bound(i - 1)));
    }
  }
}

TEST_CASE("what is out of range is counted at the ends") {
  histogram h;
  h.add(0);
  h.add(-1);
  h.add(1e12);
  CHECK(h.in_bucket(0) == 2);
  CHECK(h.in_bucket(histogram::bucket_count - 1) == 1);
  CHECK(h.largest() == 1e12);
}
