(ns maps
  "A map of 200,000 entries, built persistently and by a transient, and read."
  (:require [measure :refer [measure]]))

(def n 200000)

(defn build []
  (loop [i 0 m {}]
    (if (< i n) (recur (inc i) (assoc m i (* 2 i))) m)))

(defn build-transient []
  (loop [i 0 m (transient {})]
    (if (< i n) (recur (inc i) (assoc! m i (* 2 i))) (persistent! m))))

(defn sum [m]
  (loop [i 0 total 0]
    (if (< i n) (recur (inc i) (+ total (get m i))) total)))

(defn -main [& _]
  (measure "map-build" n (fn [] (count (build))))
  (measure "map-transient" n (fn [] (count (build-transient))))
  (let [m (build)]
    (measure "map-read" 39999800000 (fn [] (sum m)))
    (measure "map-reduce-kv" 59999700000 (fn [] (reduce-kv (fn [total k v] (+ total k v)) 0 m)))))
