(ns strings
  "Strings: joined from 100,000 parts, and grown by repeated concatenation."
  (:require [clojure.string :as str]
            [measure :refer [measure]]))

(defn -main [& _]
  (measure "string-join" 588889 (fn [] (count (str/join "," (range 100000)))))
  (measure "string-parts" 488890 (fn [] (count (apply str (map str (range 100000))))))
  (measure "string-grow" 18890 (fn [] (count (reduce str "" (range 5000))))))
