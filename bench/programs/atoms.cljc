(ns atoms
  "A million changes of an atom."
  (:require [measure :refer [measure]]))

(defn -main [& _]
  (measure "atom" 1000000
           (fn []
             (let [counter (atom 0)]
               (dotimes [_ 1000000] (swap! counter inc))
               @counter))))
