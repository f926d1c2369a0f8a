(ns mandelbrot
  "The Mandelbrot set on a grid of 300 by 300 points, at most 100 steps each: a loop over doubles."
  (:require [measure :refer [measure]]))

(defn steps [^double cr ^double ci]
  (loop [zr 0.0 zi 0.0 i 0]
    (let [rr (* zr zr)
          ii (* zi zi)]
      (if (and (< i 100) (<= (+ rr ii) 4.0))
        (recur (+ (- rr ii) cr) (+ (* 2.0 (* zr zi)) ci) (inc i))
        i))))

(defn inside [^long size]
  (loop [y 0 total 0]
    (if (< y size)
      (recur (inc y)
             (long (loop [x 0 total total]
                     (if (< x size)
                       (let [n (steps (- (/ (* 3.0 x) size) 2.0) (- (/ (* 2.0 y) size) 1.0))]
                         (recur (inc x) (if (= 100 n) (inc total) total)))
                       total))))
      total)))

(defn -main [& _]
  (measure "mandelbrot" 23275 (fn [] (inside 300))))
