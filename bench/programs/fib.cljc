(ns fib
  "Doubly recursive Fibonacci numbers: 1.3 million calls."
  (:require [measure :refer [measure]]))

(defn fib [n]
  (if (< n 2)
    n
    (+ (fib (- n 1)) (fib (- n 2)))))

(defn -main [& _]
  (measure "fib" 832040 (fn [] (fib 30))))
