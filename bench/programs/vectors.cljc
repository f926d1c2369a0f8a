(ns vectors
  "A vector of a million numbers, built persistently and by a transient, and read."
  (:require [measure :refer [measure]]))

(def n 1000000)

(defn build []
  (loop [i 0 v []]
    (if (< i n) (recur (inc i) (conj v i)) v)))

(defn build-transient []
  (loop [i 0 v (transient [])]
    (if (< i n) (recur (inc i) (conj! v i)) (persistent! v))))

(defn sum [v]
  (loop [i 0 total 0]
    (if (< i n) (recur (inc i) (+ total (nth v i))) total)))

(defn -main [& _]
  (measure "vector-build" n (fn [] (count (build))))
  (measure "vector-transient" n (fn [] (count (build-transient))))
  (let [v (build-transient)]
    (measure "vector-read" 499999500000 (fn [] (sum v)))
    (measure "vector-reduce" 499999500000 (fn [] (reduce + v)))))
