(ns words
  "Counts the words of 2 MB of text that is made from a random sequence."
  (:require [clojure.string :as str]
            [measure :refer [measure]]))

; Numerical Recipes' linear congruential generator.
(defn randoms [seed]
  (iterate (fn [x] (rem (+ (* x 1664525) 1013904223) 4294967296)) seed))

(defn word [n]
  (let [n (quot n 65536)]
    (apply str (map (fn [i] (nth "etaoinshrdlucmfwypvbgkqjxz" (rem (quot n (+ 1 i)) 26))) (range (+ 2 (rem n 7)))))))

; 3,000 different words, the early ones much more often than the late ones.
(def text
  (let [vocabulary (vec (take 3000 (map word (randoms 42))))]
    (str/join " " (map (fn [r]
                         (let [u (/ (quot r 16) 268435456.0)]
                           (nth vocabulary (int (* 3000 u u u)))))
                       (take 333333 (randoms 7))))))

(defn count-words [text]
  (reduce (fn [counts word] (assoc counts word (inc (get counts word 0)))) {} (str/split text #"\s+")))

(defn -main [& _]
  (measure "words" [1989 333333]
           (fn []
             (let [counts (count-words text)]
               [(count counts) (reduce + (vals counts))]))))
