(ns tak
  "Takeuchi's function: calls with three arguments, one million of them."
  (:require [measure :refer [measure]]))

(defn tak [x y z]
  (if (< y x)
    (tak (tak (dec x) y z)
         (tak (dec y) z x)
         (tak (dec z) x y))
    z))

(defn -main [& _]
  (measure "tak" 9 (fn [] (tak 24 16 8))))
