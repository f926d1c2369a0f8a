(ns measure
  "How the programs in this folder measure themselves. They are the same source for jank and for Clojure on the JVM.")

(defn- milliseconds
  [f]
  (let [start #?(:jank (nano-time) :clj (System/nanoTime))]
    (f)
    (/ (- #?(:jank (nano-time) :clj (System/nanoTime)) start) 1000000.0)))

(defn- run-for
  "Runs f until ms have passed, and at least n times. Returns how long each took."
  [ms n f]
  (loop [taken [] left ms]
    (if (or (pos? left) (< (count taken) n))
      (let [t (milliseconds f)]
        (recur (conj taken t) (- left t)))
      taken)))

(defn measure
  "Checks that (f) is expected, warms up for two seconds, then runs f for three seconds, eleven times at least, and prints
  `name result median least runs`."
  [name expected f]
  (let [result (f)]
    (when-not (= expected result)
      (throw (ex-info (str name ": wrong result " (pr-str result)) {:expected expected :result result})))
    (run-for 2000 3 f)
    (let [taken (sort (run-for 3000 11 f))]
      (println name (pr-str result) (nth taken (quot (count taken) 2)) (first taken) (count taken)))))
