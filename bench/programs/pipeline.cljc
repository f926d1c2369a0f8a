(ns pipeline
  "A lazy pipeline over a million numbers, and the same as a transducer."
  (:require [measure :refer [measure]]))

(defn square [x] (* x x))

(defn -main [& _]
  (measure "lazy-pipeline" 166667166667000000
           (fn [] (reduce + (map square (filter even? (map inc (range 1000000)))))))
  (measure "transducer" 166667166667000000
           (fn [] (transduce (comp (map inc) (filter even?) (map square)) + (range 1000000)))))
